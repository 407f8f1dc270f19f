package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureGridTest {

    private static final int BACKGROUND = 0x18;

    @Test
    void putsEveryByteInItsPlace() {
        byte[] bytes = new byte[5 * 3 * 4 * 6]; // [5, 3, 4, 6]
        new Random(7).nextBytes(bytes);

        BufferedImage image = PictureGrid.of(bytes, 5, 3, 4, 6).withColumns(2).withScale(3).image();

        assertThat(image.getWidth()).isEqualTo(2 + 2 * (18 + 2));
        assertThat(image.getHeight()).isEqualTo(2 + 3 * (12 + 2));
        for (int picture = 0; picture < 5; picture++) {
            for (int y = 0; y < 12; y++) {
                for (int x = 0; x < 18; x++) {
                    int screenX = 2 + picture % 2 * 20 + x;
                    int screenY = 2 + picture / 2 * 14 + y;
                    for (int channel = 0; channel < 3; channel++) {
                        int source = ((picture * 3 + channel) * 4 + y / 3) * 6 + x / 3;
                        assertThat(image.getRGB(screenX, screenY) >> (16 - 8 * channel) & 0xFF)
                                .isEqualTo(bytes[source] & 0xFF);
                    }
                }
            }
        }
        assertThat(image.getRGB(0, 0) & 0xFF).isEqualTo(BACKGROUND);
        assertThat(image.getRGB(21, 5) & 0xFF).as("gap").isEqualTo(BACKGROUND);
        assertThat(image.getRGB(30, 35) & 0xFF).as("empty cell").isEqualTo(BACKGROUND);
    }

    @Test
    void keepsGreyAsItIsStored() {
        byte[] bytes = {0, 50, (byte) 128, (byte) 255};

        BufferedImage image = PictureGrid.of(bytes, 1, 1, 2, 2).image();

        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(image.getRaster().getSample(3, 2, 0)).isEqualTo(50);
        assertThat(image.getRaster().getSample(2, 3, 0)).isEqualTo(128);
    }

    @Test
    void isNearlySquareAndEnlargesByWholeNumbers() {
        PictureGrid grid = PictureGrid.of(new byte[10 * 28 * 28], 10, 1, 28, 28);

        assertThat(grid.image().getWidth()).isEqualTo(2 + 4 * 30);
        assertThat(grid.image().getHeight()).isEqualTo(2 + 3 * 30);
        assertThat(grid.withPicturesOfAtLeast(64).image().getWidth()).isEqualTo(2 + 4 * 86);
        assertThat(grid.withPicturesOfAtLeast(28).image().getWidth()).isEqualTo(2 + 4 * 30);
    }

    @Test
    void drawsLabelsBesideTheirRows() {
        PictureGrid grid = PictureGrid.of(new byte[4 * 8 * 8], 4, 1, 8, 8).withColumns(2);

        BufferedImage image = grid.withRowLabels(List.of("", "L1")).image();

        // Two glyphs of 5 with 1 between them, a margin of 4 before and, with the gap, after.
        int left = 11 + 4 + 2;
        assertThat(image.getWidth()).isEqualTo(left + 2 + 2 * 10);
        assertThat(ink(image, 0, 10, left)).isZero();
        assertThat(ink(image, 10, 22, left)).isEqualTo(7 + 4 + 7 + 3);
        assertThat(image.getRaster().getSample(4, 12, 0)).as("top of the L").isEqualTo(0xE0);
        assertThat(image.getRaster().getSample(5, 12, 0)).isEqualTo(BACKGROUND);
        assertThat(image.getRaster().getSample(left + 2, 2, 0)).as("first picture").isZero();
    }

    @Test
    void drawsLabelsAboveTheirColumns() {
        PictureGrid plain = PictureGrid.of(new byte[2 * 16 * 16], 2, 1, 16, 16).withColumns(2);
        BufferedImage labelled = plain.withColumnLabels(List.of("", "1")).image();
        int above = labelled.getHeight() - plain.image().getHeight();
        assertThat(above).isGreaterThan(7);
        assertThat(labelled.getWidth()).isEqualTo(plain.image().getWidth());
        boolean[] inked = new boolean[2];
        for (int x = 0; x < labelled.getWidth(); x++) {
            for (int y = 0; y < above; y++) {
                if (labelled.getRaster().getSample(x, y, 0) > 100) {
                    inked[x < labelled.getWidth() / 2 ? 0 : 1] = true;
                }
            }
        }
        assertThat(inked).containsExactly(false, true);
        assertThatThrownBy(() -> plain.withColumnLabels(List.of("a", "b", "c")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at most 2 column labels, found 3");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> PictureGrid.of(new byte[11], 1, 3, 2, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 3, 2, 2] with 11 bytes");
        assertThatThrownBy(() -> PictureGrid.of(new byte[8], 1, 2, 2, 2))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> PictureGrid.of(new byte[4], 1, 1, 2, 2).withScale(0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("found 0");
        assertThatThrownBy(
                        () ->
                                PictureGrid.of(new byte[4], 1, 1, 2, 2)
                                        .withRowLabels(List.of("a", "b")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at most 1 row labels");
    }

    private static int ink(BufferedImage image, int fromY, int toY, int width) {
        int dots = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = 0; x < width; x++) {
                dots += image.getRaster().getSample(x, y, 0) == 0xE0 ? 1 : 0;
            }
        }
        return dots;
    }
}
