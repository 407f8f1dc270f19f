package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawsTest {

    // The expected numbers come from a second implementation, written in Python from the published
    // definition of SplitMix64 (whose first value for state 0, e220a8397b1dcdaf, it reproduces).

    @Test
    void streamIsTheSameForEver() {
        Draws draws = Draws.of(7, 3);

        assertThat(new long[] {draws.bits(), draws.bits(), draws.bits()})
                .containsExactly(0x014ccac5e052070cL, 0xe8bf0259b17aad85L, 0xd4e08db901f10507L);
    }

    @Test
    void normalsAreTheSameForEver() {
        Draws draws = Draws.of(7, 3);

        assertThat(draws.normal()).isEqualTo(0.08491218995501738, within(1e-15));
        assertThat(draws.normal()).isEqualTo(0.9761226196450639, within(1e-15));
        assertThat(draws.normal()).isEqualTo(-0.7093470052048001, within(1e-15));
    }

    @Test
    void permutationsAreTheSameForEver() {
        assertThat(Draws.of(7, 0).permutation(10)).containsExactly(3, 1, 2, 5, 6, 4, 0, 8, 7, 9);
        assertThat(Draws.of(7, 1).permutation(10)).containsExactly(7, 9, 3, 6, 2, 4, 1, 8, 0, 5);
        assertThat(Draws.of(7, 2).permutation(10)).containsExactly(6, 8, 2, 1, 4, 5, 7, 9, 3, 0);
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int trials = 24_000;
        int[] seen = new int[256];
        for (int trial = 0; trial < trials; trial++) {
            int[] order = Draws.of(1, trial).permutation(4);
            seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
        }

        double expected = trials / 24.0;
        double chiSquare = 0;
        int kinds = 0;
        for (int count : seen) {
            if (count > 0) {
                chiSquare += (count - expected) * (count - expected) / expected;
                kinds++;
            }
        }
        assertThat(kinds).isEqualTo(24);
        // The 99.9 % point of chi-square with 23 degrees of freedom is 49.7.
        assertThat(chiSquare).isLessThan(49.7);
    }

    @Test
    void boundedDrawsStayBelowTheirBound() {
        Draws draws = Draws.of(0, 0);
        for (int trial = 0; trial < 1000; trial++) {
            assertThat(draws.below(3)).isBetween(0, 2);
            assertThat(draws.below(Integer.MAX_VALUE)).isNotNegative();
        }
        assertThat(draws.below(1)).isZero();
    }

    @Test
    void normalsHaveMeanZeroAndVarianceOne() {
        Draws draws = Draws.of(5, 0);
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < count; i++) {
            double value = draws.normal();
            sum += value;
            squares += value * value;
            fourths += value * value * value * value;
        }

        // Four standard errors: sqrt(1/n), sqrt(2/n) and sqrt(96/n).
        assertThat(sum / count).isEqualTo(0, within(0.013));
        assertThat(squares / count).isEqualTo(1, within(0.018));
        assertThat(fourths / count).isEqualTo(3, within(0.124));
    }
}
