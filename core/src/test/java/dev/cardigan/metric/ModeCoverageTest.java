package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Mixture;
import dev.cardigan.data.Toy2d;
import dev.cardigan.error.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModeCoverageTest {

    private static final Mixture TWO = new Mixture(List.of(List.of(-1.0), List.of(1.0)), 0.1);

    @Test
    void aPointOfLessThanThreeDeviationsIsGood() {
        ModeCoverage found = ModeCoverage.of(TWO, Points.onLine(-1.0, -1.29, -0.69, 5));
        assertThat(found.modes()).isEqualTo(1);
        assertThat(found.highQualityShare()).isEqualTo(0.5);
        assertThat(found.counts()).containsExactly(3L, 1L);
        assertThat(found.goodCounts()).containsExactly(2L, 0L);
    }

    @Test
    void reverseDivergenceIsLogOfTheModesLostWhenOneOfThemTakesAll() {
        ModeCoverage one = ModeCoverage.of(TWO, Points.onLine(1, 1.01, 0.99));
        assertThat(one.reverseKullbackLeibler()).isCloseTo(Math.log(2), within(1e-12));
        ModeCoverage other = ModeCoverage.of(TWO, Points.onLine(-1));
        assertThat(one.reverseKullbackLeibler(other)).isInfinite();
    }

    @Test
    void realPointsCoverTheirOwnModes() {
        Toy2d set = Toy2d.grid25(3);
        Points points = Points.of(set.load(IntStream.range(0, 2500).toArray()).values(), 2);
        ModeCoverage found = ModeCoverage.of(set.mixture().orElseThrow(), points);
        assertThat(found.modes()).isEqualTo(25);
        // Of a round Gaussian in the plane, 1 - exp(-9 / 2) lies within three deviations.
        assertThat(found.highQualityShare()).isCloseTo(1 - Math.exp(-4.5), within(0.01));
        assertThat(found.reverseKullbackLeibler()).isLessThan(0.02);
    }

    @Test
    void pointsThatAreNotFiniteBelongToNoMode() {
        ModeCoverage found = ModeCoverage.of(TWO, Points.onLine(Double.NaN, 1));
        assertThat(found.counts()).containsExactly(0L, 1L);
        assertThat(found.highQualityShare()).isEqualTo(0.5);
    }

    @Test
    void stacksOfDigitsAreThousandModes() {
        ModeCoverage found = ModeCoverage.stackedDigits(new int[] {0, 0, 0, 9, 9, 9, 9, 9, 9});
        assertThat(found.modes()).isEqualTo(2);
        assertThat(found.counts()).hasSize(1000);
        assertThat(found.counts().get(999)).isEqualTo(2);
        assertThatThrownBy(() -> ModeCoverage.stackedDigits(new int[] {0, 10, 0}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("labels 0 to 9");
    }

    @Test
    void otherDimensionsAreRefused() {
        assertThatThrownBy(() -> ModeCoverage.of(TWO, Points.of(new double[] {1, 2}, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected 2 dimensions, found 1");
    }
}
