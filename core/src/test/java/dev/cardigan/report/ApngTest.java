package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApngTest {

    private static final List<BufferedImage> FRAMES =
            List.of(
                    TestPictures.colour(17, 11, 1),
                    TestPictures.colour(17, 11, 2),
                    TestPictures.colour(17, 11, 3));

    @Test
    void plainReadersSeeTheFirstFrame() throws IOException {
        byte[] file = Apng.bytes(FRAMES, Duration.ofMillis(120), Apng.FOREVER);

        assertThat(TestPictures.samples(TestPictures.decoded(file)))
                .isEqualTo(TestPictures.samples(FRAMES.get(0)));
    }

    @Test
    void countsFramesLoopsAndSequenceWithoutGaps() {
        List<PngChunks.Chunk> chunks =
                PngChunks.read("test", Apng.bytes(FRAMES, Duration.ofMillis(120), 4));

        assertThat(chunks.stream().map(PngChunks.Chunk::type))
                .containsExactly(
                        "IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND");
        ByteBuffer animation = ByteBuffer.wrap(chunks.get(1).data());
        assertThat(animation.getInt()).as("frames").isEqualTo(3);
        assertThat(animation.getInt()).as("loops").isEqualTo(4);
        List<Integer> sequence = new ArrayList<>();
        for (PngChunks.Chunk chunk : chunks) {
            if (chunk.type().equals("fcTL") || chunk.type().equals("fdAT")) {
                sequence.add(ByteBuffer.wrap(chunk.data()).getInt());
            }
        }
        assertThat(sequence).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void everyFrameCoversThePictureForTheDelay() {
        for (PngChunks.Chunk chunk :
                PngChunks.read("test", Apng.bytes(FRAMES, Duration.ofMillis(120), 0))) {
            if (chunk.type().equals("fcTL")) {
                ByteBuffer control = ByteBuffer.wrap(chunk.data(), 4, 22);
                assertThat(List.of(control.getInt(), control.getInt())).containsExactly(17, 11);
                assertThat(List.of(control.getInt(), control.getInt())).containsExactly(0, 0);
                assertThat((double) control.getShort() / control.getShort()).isEqualTo(0.12);
                assertThat(chunk.data()).hasSize(26);
            }
        }
    }

    @Test
    void laterFramesDecodeToTheirPixels() throws IOException {
        List<PngChunks.Chunk> chunks =
                PngChunks.read("test", Apng.bytes(FRAMES, Duration.ofMillis(120), 0));
        List<byte[]> decoded = new ArrayList<>();
        for (PngChunks.Chunk chunk : chunks) {
            if (chunk.type().equals("fdAT")) {
                byte[] rows = Arrays.copyOfRange(chunk.data(), 4, chunk.data().length);
                byte[] still =
                        new PngChunks().add("IHDR", chunks.get(0).data()).add("IDAT", rows).end();
                decoded.add(TestPictures.samples(TestPictures.decoded(still)));
            }
        }
        assertThat(decoded)
                .containsExactly(
                        TestPictures.samples(FRAMES.get(1)), TestPictures.samples(FRAMES.get(2)));
    }

    @Test
    void givesBackTheSamplesOfAllFramesAndItsTexts() {
        List<BufferedImage> frames =
                List.of(TestPictures.colour(6, 5, 1), TestPictures.colour(6, 5, 2));
        List<Png.Text> texts = List.of(new Png.Text("run", "a-001"));
        byte[] png = Apng.bytes(frames, Duration.ofMillis(40), Apng.FOREVER, texts);
        byte[] first = TestPictures.samples(frames.get(0));
        byte[] second = TestPictures.samples(frames.get(1));
        byte[] samples = Png.samples("test", png);
        assertThat(samples)
                .hasSize(first.length + second.length)
                .startsWith(first)
                .endsWith(second);
        assertThat(Png.texts("test", png)).isEqualTo(texts);
    }

    @Test
    void makesGreyFramesTrueColour() throws IOException {
        BufferedImage grey = TestPictures.grey(5, 6, 9);

        BufferedImage decoded =
                TestPictures.decoded(Apng.bytes(List.of(grey), Duration.ofMillis(50), 0));

        assertThat(decoded.getColorModel().getNumComponents()).isEqualTo(3);
        byte[] samples = TestPictures.samples(decoded);
        for (int i = 0; i < 30; i++) {
            byte stored = TestPictures.samples(grey)[i];
            assertThat(Arrays.copyOfRange(samples, 3 * i, 3 * i + 3))
                    .containsExactly(stored, stored, stored);
        }
    }

    @Test
    void refusesWhatCannotBeAnimated() {
        Duration delay = Duration.ofMillis(100);
        List<BufferedImage> odd =
                List.of(TestPictures.colour(4, 4, 1), TestPictures.colour(4, 5, 1));

        assertThatThrownBy(() -> Apng.bytes(List.of(), delay, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 1 frame");
        assertThatThrownBy(() -> Apng.bytes(odd, delay, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("4x4, found 4x5 in frame 1");
        assertThatThrownBy(() -> Apng.bytes(FRAMES, Duration.ZERO, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found 0 ms");
        assertThatThrownBy(() -> Apng.bytes(FRAMES, delay, -1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found -1");
    }
}
