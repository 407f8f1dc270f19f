package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

class GifTest {

    private static final List<BufferedImage> GREYS =
            List.of(
                    TestPictures.grey(12, 9, 1),
                    TestPictures.grey(12, 9, 2),
                    TestPictures.grey(12, 9, 3));

    @Test
    void everyFrameDecodesToItsPixelsWhere256ColoursSuffice() throws IOException {
        ImageReader reader = reader(Gif.bytes(GREYS, Duration.ofMillis(120)));

        assertThat(reader.getNumImages(true)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            BufferedImage frame = reader.read(i);
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 12; x++) {
                    int stored = GREYS.get(i).getRaster().getSample(x, y, 0);
                    assertThat(frame.getRGB(x, y) & 0xFFFFFF).isEqualTo(stored * 0x010101);
                }
            }
        }
        reader.dispose();
    }

    @Test
    void manyColoursStayNear() throws IOException {
        BufferedImage image = TestPictures.colour(64, 64, 4);
        BufferedImage decoded =
                TestPictures.decoded(Gif.bytes(List.of(image), Duration.ofMillis(100)));
        long difference = 0;
        for (int i = 0; i < 64 * 64; i++) {
            int before = image.getRGB(i % 64, i / 64);
            int after = decoded.getRGB(i % 64, i / 64);
            for (int shift = 0; shift <= 16; shift += 8) {
                difference += Math.abs((before >> shift & 0xFF) - (after >> shift & 0xFF));
            }
        }
        assertThat(difference / (3.0 * 64 * 64)).as("mean error of 255").isLessThan(12);
    }

    @Test
    void playsForeverWithTheDelay() throws IOException {
        byte[] gif = Gif.bytes(GREYS, Duration.ofMillis(120));
        ImageReader reader = reader(gif);
        for (int i = 0; i < 3; i++) {
            IIOMetadataNode root =
                    (IIOMetadataNode)
                            reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
            IIOMetadataNode control =
                    (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
            assertThat(control.getAttribute("delayTime")).isEqualTo("12");
            assertThat(control.getAttribute("transparentColorFlag")).isEqualTo("FALSE");
        }
        reader.dispose();
        String loop = "!\u00ff\u000bNETSCAPE2.0\u0003\u0001\u0000\u0000\u0000";
        assertThat(new String(gif, StandardCharsets.ISO_8859_1)).containsOnlyOnce(loop);
    }

    @Test
    void writesEqualBytesForEqualInput() {
        assertThat(Gif.bytes(GREYS, Duration.ofMillis(120)))
                .isEqualTo(Gif.bytes(GREYS, Duration.ofMillis(120)));
    }

    @Test
    void refusesWhatCannotBeAnimated() {
        assertThatThrownBy(() -> Gif.bytes(List.of(), Duration.ofMillis(100)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 1 frame");
        assertThatThrownBy(() -> Gif.bytes(GREYS, Duration.ofMillis(2)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found 2 ms");
    }

    private static ImageReader reader(byte[] gif) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(gif)));
        return reader;
    }
}
