package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void roundsALinearAxisOutwardsToItsTicks() {
        LinearAxis axis = LinearAxis.around(0.13, 0.94, 5);

        assertThat(axis.ticks().stream().map(HumanUnits::number))
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(axis.fraction(0.5)).isCloseTo(0.5, EXACT);
    }

    @Test
    void keepsTheEndsOfAnExactAxis() {
        LinearAxis axis = LinearAxis.within(100, 20_000, 6);

        assertThat(axis.fraction(100)).isZero();
        assertThat(axis.fraction(20_000)).isEqualTo(1);
        assertThat(axis.ticks()).containsExactly(5000.0, 10_000.0, 15_000.0, 20_000.0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3, 3",
        "-1e-9, 1e-9",
        "-5e12, 7e12",
        "1e-300, 1e-300",
        "1e15, 1.0000001e15"
    })
    void hasAFewDistinctTicksForEveryRange(double smallest, double largest) {
        LinearAxis axis = LinearAxis.around(smallest, largest, 5);

        assertThat(axis.ticks()).hasSizeBetween(2, 12).doesNotHaveDuplicates().isSorted();
        assertThat(axis.fraction(smallest)).isBetween(-1e-6, 1 + 1e-6);
        assertThat(axis.fraction(largest)).isBetween(-1e-6, 1 + 1e-6);
    }

    @Test
    void makesEqualFactorsEquallyLong() {
        LogarithmicAxis axis = LogarithmicAxis.around(0.001, 1000);

        assertThat(axis.fraction(1)).isCloseTo(0.5, EXACT);
        assertThat(axis.ticks().stream().map(HumanUnits::number))
                .containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1,000");
    }

    @Test
    void marksTwosAndFivesOnAShortLogarithmicAxis() {
        assertThat(LogarithmicAxis.around(0.3, 7).ticks().stream().map(HumanUnits::number))
                .containsExactly("0.2", "0.5", "1", "2", "5", "10");
    }

    @Test
    void holdsEveryRangeOnALogarithmicAxis() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            double smallest = Math.pow(10, random.nextInt(-30, 30) + random.nextDouble());
            double largest = smallest * Math.pow(10, random.nextInt(0, 25));
            LogarithmicAxis axis = LogarithmicAxis.around(smallest, largest);

            assertThat(axis.low()).isLessThanOrEqualTo(smallest * (1 + 1e-9));
            assertThat(axis.high()).isGreaterThanOrEqualTo(largest * (1 - 1e-9));
            assertThat(axis.ticks()).hasSizeBetween(2, 9).isSorted();
        }
    }
}
