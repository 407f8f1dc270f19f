package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final int LEFT = 8;
    private static final int TOP = 8 + 16;
    private static final int SIDE = 260;

    private static int colour(Panel panel, double shareX, double shareY) {
        BufferedImage image = Panel.row(List.of(panel), "");
        int x = LEFT + (int) (shareX * SIDE);
        int y = TOP + (int) ((1 - shareY) * SIDE);
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    @Test
    void heatLiesRightAndUpwards() {
        // Two columns of two rows: only the upper cell on the right is hot.
        Panel panel = Panel.square("", 0, 1).heat(new double[] {0, 0, 0, 1}, 2, 2, Ink.REAL);
        assertThat(colour(panel, 0.75, 0.75)).isEqualTo(0x7A8CA8);
        assertThat(colour(panel, 0.75, 0.25)).isEqualTo(0x121418);
        assertThat(colour(panel, 0.25, 0.75)).isEqualTo(0x121418);
    }

    @Test
    void dotsAndCurvesLieWhereTheAxesSay() {
        Panel panel =
                Panel.of("", -1, 1, 0, 10)
                        .dots(List.of(new Point(0, 5), new Point(7, 7)), Ink.GENERATED)
                        .curve(List.of(new Point(-1, 2.5), new Point(1, 2.5)), Ink.THEORY);
        assertThat(colour(panel, 0.501, 0.499)).isEqualTo(0xFFA040);
        assertThat(colour(panel, 0.3, 0.25)).isNotEqualTo(0x121418);
        assertThat(colour(panel, 0.3, 0.6)).isEqualTo(0x121418);
    }

    @Test
    void panelsStandSideBySide() {
        BufferedImage row =
                Panel.row(List.of(Panel.square("a", 0, 1), Panel.square("b", 0, 1)), "step 3");
        assertThat(row.getWidth()).isEqualTo(2 * (SIDE + 8) + 8);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> Panel.square("", 1, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Panel.square("x", 0, 1).heat(new double[3], 2, 2, Ink.REAL))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 x 2");
    }
}
