package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanvasTest {

    @Test
    void lineIsWhiteInsideGreyAtItsEdgeAndBlackOutside() {
        Canvas canvas = new Canvas(16);
        // Along the centres of row 8, radius 2: the edge runs through the centres of rows 6 and 10.
        canvas.line(0, 8.5, 2, 16, 8.5, 2);
        byte[] pixels = painted(canvas);

        int[] column = new int[16];
        for (int row = 0; row < 16; row++) {
            column[row] = pixels[row * 16 + 7] & 0xFF;
        }
        assertThat(column)
                .containsExactly(0, 0, 0, 0, 0, 0, 128, 255, 255, 255, 128, 0, 0, 0, 0, 0);
    }

    @Test
    void pointIsARoundDot() {
        Canvas canvas = new Canvas(16);
        canvas.line(8, 8, 3, 8, 8, 3);
        byte[] pixels = painted(canvas);

        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                double distance = Math.hypot(row + 0.5 - 8, column + 0.5 - 8);
                double ink = Math.max(0, Math.min(1, 0.5 + (3 - distance) / 1.4));
                assertThat(pixels[row * 16 + column] & 0xFF).isEqualTo((int) Math.round(255 * ink));
            }
        }
    }

    @Test
    void crossingLinesAreAsBrightAsOne() {
        Canvas once = new Canvas(16);
        once.line(2, 2, 1.3, 14, 13, 1.3);
        Canvas twice = new Canvas(16);
        twice.line(2, 2, 1.3, 14, 13, 1.3);
        twice.line(2, 2, 1.3, 14, 13, 1.3);

        assertThat(painted(twice)).isEqualTo(painted(once));
    }

    @Test
    void inkOutsideTheCanvasIsCutOff() {
        Canvas canvas = new Canvas(16);
        canvas.line(-40, -40, 2, 60, 60, 2);

        byte[] pixels = painted(canvas);
        assertThat(pixels[0]).isEqualTo((byte) 255);
        assertThat(pixels[15 * 16 + 15]).isEqualTo((byte) 255);
        assertThat(pixels[15]).isZero();
    }

    private static byte[] painted(Canvas canvas) {
        byte[] pixels = new byte[canvas.side() * canvas.side()];
        canvas.copyTo(pixels, 0);
        return pixels;
    }
}
