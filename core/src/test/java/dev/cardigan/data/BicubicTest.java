package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BicubicTest {

    /** By hand from Keys' kernel at 1/4, 3/4, 5/4 and 7/4, halved: MATLAB's weights for 0.5. */
    @Test
    void halvesWithTheEightWeightsOfImresize() {
        double[] row = Bicubic.weights(16, 8)[4];
        double[] expected = {
            -0.01171875,
            -0.03515625,
            0.11328125,
            0.43359375,
            0.43359375,
            0.11328125,
            -0.03515625,
            -0.01171875
        };
        assertThat(Arrays.copyOfRange(row, 5, 13)).containsExactly(expected, within(1e-12));
        assertThat(row[4]).isZero();
        assertThat(row[13]).isZero();
    }

    @Test
    void weightsAddUpToOneAtTheBordersToo() {
        for (int[] sides : new int[][] {{16, 8}, {7, 3}, {5, 20}, {1, 4}, {9, 9}}) {
            for (double[] row : Bicubic.weights(sides[0], sides[1])) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void leavesPicturesOfTheSameSizeAsTheyAre() {
        Pixels picture = new Pixels(3, 2, 1, new byte[] {0, 50, 100, (byte) 150, (byte) 200, 7});
        assertThat(Bicubic.resize(picture, 3, 2).values()).isEqualTo(picture.values());
    }

    @Test
    void keepsAStraightSlopeWhenItShrinks() {
        byte[] slope = new byte[32];
        for (int x = 0; x < 32; x++) {
            slope[x] = (byte) (4 * x);
        }
        Pixels half = Bicubic.resize(new Pixels(32, 1, 1, slope), 16, 1);
        for (int x = 3; x < 13; x++) {
            assertThat(half.at(x, 0, 0)).isEqualTo(8 * x + 2);
        }
    }
}
