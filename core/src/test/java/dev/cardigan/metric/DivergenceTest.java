package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import org.junit.jupiter.api.Test;

class DivergenceTest {

    private static final double[] P = {0.5, 0.25, 0.25, 0};
    private static final double[] Q = {0.25, 0.25, 0, 0.5};

    @Test
    void crossEntropyIsEntropyPlusDivergence() {
        double[] wide = {0.1, 0.2, 0.3, 0.4};
        assertThat(Divergence.crossEntropy(P, wide))
                .isCloseTo(
                        Divergence.entropy(P) + Divergence.kullbackLeibler(P, wide), within(1e-12));
    }

    @Test
    void whatIsLeftOutIsInfinitelyFarForOneAndLogTwoAtMostForTheOther() {
        assertThat(Divergence.kullbackLeibler(P, Q)).isInfinite();
        assertThat(Divergence.jensenShannon(P, Q)).isPositive().isLessThan(Math.log(2));
        assertThat(Divergence.jensenShannon(new double[] {1, 0}, new double[] {0, 1}))
                .isEqualTo(Math.log(2));
    }

    @Test
    void bretagnolleAndPinskerHold() {
        double[] q = {0.3, 0.3, 0.3, 0.1};
        double variation = Divergence.totalVariation(P, q);
        assertThat(2 * variation * variation).isLessThan(Divergence.kullbackLeibler(P, q));
        double hellinger = Divergence.hellinger(P, q);
        assertThat(hellinger * hellinger).isLessThan(variation);
        assertThat(variation).isLessThan(hellinger * Math.sqrt(2));
    }

    @Test
    void countsBecomeShares() {
        assertThat(Divergence.shares(1, 3)).containsExactly(0.25, 0.75);
        assertThat(Divergence.entropy(Divergence.uniform(8))).isCloseTo(Math.log(8), within(1e-12));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> Divergence.totalVariation(P, new double[3]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("4 and 3");
    }
}
