package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Resampler.Window;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FitTest {

    private static Pixels random(int width, int height, int channels, long seed) {
        byte[] values = new byte[width * height * channels];
        new Random(seed).nextBytes(values);
        return new Pixels(width, height, channels, values);
    }

    /** The filter by its definition, one output at a time, in doubles. */
    private static double expected(
            Pixels picture, int width, int height, int x, int y, int channel) {
        double across = picture.width() / (double) width;
        double down = picture.height() / (double) height;
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++) {
                double byColumn = triangle(column + 0.5 - (x + 0.5) * across, across);
                double byRow = triangle(row + 0.5 - (y + 0.5) * down, down);
                sum += byColumn * byRow * picture.at(column, row, channel);
                weights += byColumn * byRow;
            }
        }
        return sum / weights;
    }

    private static double triangle(double distance, double scale) {
        return Math.max(0, 1 - Math.abs(distance) / Math.max(1, scale));
    }

    @ParameterizedTest
    @CsvSource({
        "13,9,5,4,3",
        "5,4,13,9,3",
        "40,3,7,8,1",
        "1,1,4,4,3",
        "1,30,8,8,1",
        "64,64,16,16,3"
    })
    void agreesWithTheDefinitionOfTheFilter(
            int width, int height, int toWidth, int toHeight, int channels) {
        Pixels picture = random(width, height, channels, 1);

        Pixels small = Fit.STRETCH.apply(picture, toWidth, toHeight);

        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    assertThat((double) small.at(x, y, channel))
                            .isCloseTo(
                                    expected(picture, toWidth, toHeight, x, y, channel),
                                    within(0.51));
                }
            }
        }
    }

    @Test
    void fineStripesBecomeGreyInsteadOfStripes() {
        byte[] stripes = new byte[256 * 256];
        for (int index = 0; index < stripes.length; index++) {
            stripes[index] = (byte) (index % 2 == 0 ? 0 : 255);
        }

        Pixels small = Fit.COVER.apply(new Pixels(256, 256, 1, stripes), 32, 32);

        for (int x = 1; x < 31; x++) {
            assertThat(small.at(x, 16, 0)).isBetween(126, 129);
        }
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void aPictureOfTheRightSizeIsLeftAsItIs(Fit fit) {
        Pixels picture = random(32, 32, 3, 2);

        assertThat(fit.apply(picture, 32, 32).values()).isEqualTo(picture.values());
    }

    @Test
    void coverKeepsTheMiddleAndContainPadsWithWhite() {
        Pixels picture = Pixels.white(30, 10, 1); // black, white, black
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 30; x++) {
                picture.values()[y * 30 + x] = (byte) (x >= 10 && x < 20 ? 200 : 0);
            }
        }

        Pixels cover = Fit.COVER.apply(picture, 10, 10);
        Pixels contain = Fit.CONTAIN.apply(picture, 30, 30);

        assertThat(cover.values()).containsOnly((byte) 200);
        assertThat(contain.at(15, 15, 0)).isEqualTo(200);
        assertThat(contain.at(2, 15, 0)).isZero();
        assertThat(contain.at(15, 2, 0)).isEqualTo(255);
        assertThat(contain.at(15, 27, 0)).isEqualTo(255);
    }

    @Test
    void aWindowBetweenPixelsMovesThePicture() {
        Pixels ramp = new Pixels(4, 1, 1, new byte[] {0, 40, 80, 120});

        Pixels moved = Resampler.resize(ramp, new Window(0.5, 0, 3, 1), 3, 1);

        assertThat(moved.values()).containsExactly(20, 60, 100);
    }
}
