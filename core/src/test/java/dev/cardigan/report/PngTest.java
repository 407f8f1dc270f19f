package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {

    private static final List<Png.Text> TEXTS =
            List.of(
                    new Png.Text("step", "1000"),
                    new Png.Text("seed", "-42"),
                    new Png.Text("config", "{\"note\": \"\u00e9\u00fc\"}\nline two"),
                    new Png.Text("data", "\u732b \ud83d\ude3a"),
                    new Png.Text("empty", ""));

    @Test
    void javaReadsTheSamePixelsInColour() throws IOException {
        BufferedImage image = TestPictures.colour(37, 23, 1);

        BufferedImage decoded = TestPictures.decoded(Png.bytes(image, TEXTS));

        assertThat(decoded.getColorModel().getNumComponents()).isEqualTo(3);
        assertThat(TestPictures.samples(decoded)).isEqualTo(TestPictures.samples(image));
    }

    @Test
    void javaReadsTheSamePixelsInGrey() throws IOException {
        BufferedImage image = TestPictures.grey(9, 14, 2);

        BufferedImage decoded = TestPictures.decoded(Png.bytes(image, List.of()));

        assertThat(decoded.getColorModel().getNumComponents()).isEqualTo(1);
        assertThat(TestPictures.samples(decoded)).isEqualTo(TestPictures.samples(image));
    }

    @Test
    void givesBackItsOwnSamples() {
        for (BufferedImage image :
                List.of(TestPictures.colour(13, 7, 1), TestPictures.grey(5, 9, 2))) {
            assertThat(Png.samples("test", Png.bytes(image, List.of())))
                    .isEqualTo(TestPictures.samples(image));
        }
    }

    @Test
    void writesEqualBytesForEqualInput() {
        assertThat(Png.bytes(TestPictures.colour(40, 30, 3), TEXTS))
                .isEqualTo(Png.bytes(TestPictures.colour(40, 30, 3), TEXTS))
                .isNotEqualTo(Png.bytes(TestPictures.colour(40, 30, 4), TEXTS))
                .isNotEqualTo(Png.bytes(TestPictures.colour(40, 30, 3), TEXTS.subList(0, 2)));
    }

    @Test
    void filtersMakeSmoothPicturesSmall() {
        BufferedImage ramp = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256 * 256; i++) {
            ramp.setRGB(
                    i % 256, i / 256, (i % 256) << 16 | (i / 256) << 8 | (i % 256 + i / 256) / 2);
        }
        assertThat(Png.bytes(ramp, List.of()).length).isLessThan(256 * 256 * 3 / 50);
    }

    @Test
    void remembersTextsInTheirOrder(@TempDir Path folder) {
        Path file = folder.resolve("picture.png");

        Png.write(file, TestPictures.grey(4, 4, 5), TEXTS);

        assertThat(Png.texts(file)).isEqualTo(TEXTS);
    }

    @Test
    void usesInternationalTextOnlyWhereLatinDoesNotDo() {
        byte[] png = Png.bytes(TestPictures.grey(2, 2, 5), TEXTS);

        assertThat(PngChunks.read("test", png).stream().map(PngChunks.Chunk::type))
                .containsExactly("IHDR", "tEXt", "tEXt", "tEXt", "iTXt", "tEXt", "IDAT", "IEND");
    }

    @Test
    void noticesEveryChangedByteAndEveryCut() {
        byte[] sound = Png.bytes(TestPictures.grey(3, 3, 6), TEXTS);
        for (int i = 0; i < sound.length; i++) {
            byte[] changed = sound.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> Png.texts("changed", changed))
                    .as("byte %d", i)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("Not a sound PNG: changed: expected");
            byte[] cut = Arrays.copyOf(sound, i);
            assertThatThrownBy(() -> Png.texts("cut", cut))
                    .as("cut at %d", i)
                    .isInstanceOf(DataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " seed", "seed ", "\u732b", "a\u0000b"})
    void refusesKeywordsThatPngCannotHold(String keyword) {
        assertThatThrownBy(() -> new Png.Text(keyword, "value"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("keyword of 1 to 79 Latin-1 characters");
    }

    @Test
    void refusesTransparency() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);

        assertThatThrownBy(() -> Png.bytes(image, List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("alpha");
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite(@TempDir Path folder) throws IOException {
        Path occupied = folder.resolve("picture.png");
        Files.createDirectories(occupied.resolve("inside"));

        assertThatThrownBy(() -> Png.write(occupied, TestPictures.grey(2, 2, 1), List.of()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(occupied.toString());
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }
}
