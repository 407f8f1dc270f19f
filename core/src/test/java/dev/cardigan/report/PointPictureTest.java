package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PointPictureTest {

    private static final int GENERATED = 0xFFA040;

    private static long count(BufferedImage image, int colour) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void generatedPointsStandWhereTheyAre() {
        float[] real = {-1, -1, 1, 1};
        BufferedImage image = PointPicture.of(real, new float[] {1, 1}, 2).image();
        assertThat(count(image, GENERATED)).isEqualTo(4); // 2x2 pixels
        // Up and right: y grows upwards, the margin is 0.15 of 2 on each side.
        int x = (int) (400 * 2.3 / 2.6);
        assertThat(image.getRGB(x, 399 - x) & 0xFFFFFF).isEqualTo(GENERATED);
    }

    @Test
    void pointsOutsideAndNotFiniteOnesAreLeftOut() {
        float[] generated = {50, 50, Float.NaN, 0};
        BufferedImage image = PointPicture.of(new float[] {-1, -1, 1, 1}, generated, 2).image();
        assertThat(count(image, GENERATED)).isZero();
    }

    @Test
    void oneDimensionBecomesHistograms() {
        float[] real = {0, 0.1f, 0.9f, 1};
        BufferedImage few = PointPicture.of(real, new float[] {0.5f}, 1).image();
        assertThat(count(few, GENERATED)).isPositive();
        assertThat(count(PointPicture.of(real, new float[0], 1).image(), GENERATED)).isZero();
    }

    @Test
    void refusesNumbersThatAreNoPoints() {
        assertThatThrownBy(() -> PointPicture.of(new float[3], new float[2], 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("whole points");
    }
}
