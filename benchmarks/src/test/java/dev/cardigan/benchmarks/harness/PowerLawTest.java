package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawTest {

    private static final double[] SIDES = {16, 32, 64, 256};

    @ParameterizedTest
    @ValueSource(doubles = {2, 1, 0.5, 0, -1.25})
    void findsThePowerAndTheFactorOfAnExactLaw(double power) {
        double[] exact = Arrays.stream(SIDES).map(x -> 3 * Math.pow(x, power)).toArray();

        PowerLaw law = PowerLaw.of(SIDES, exact);

        assertThat(law.exponent()).isCloseTo(power, within(1e-12));
        assertThat(law.factor()).isCloseTo(3, within(1e-9));
        assertThat(law.strayed()).isCloseTo(1, within(1e-9));
    }

    /** In logarithms to base 2: points (0, 0), (1, 2), (2, 1) have the line 1/2 + x/2. */
    @Test
    void squaresAreLeastInLogarithms() {
        PowerLaw law = PowerLaw.of(new double[] {1, 2, 4}, new double[] {1, 4, 2});

        assertThat(law.exponent()).isCloseTo(0.5, within(1e-12));
        assertThat(law.factor()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(law.strayed()).isCloseTo(2, within(1e-12));
    }

    @Test
    void whatHasNoLawIsRefused() {
        assertThatThrownBy(() -> PowerLaw.of(new double[] {1, 2}, new double[] {1, 0}))
                .hasMessageContaining("above 0, found 0");
        assertThatThrownBy(() -> PowerLaw.of(new double[] {8, 8}, new double[] {1, 2}))
                .hasMessageContaining("two different x");
        assertThatThrownBy(() -> PowerLaw.of(new double[] {8}, new double[] {1, 2}))
                .hasMessageContaining("found 2 and 1");
    }
}
