package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DivergedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WindowPlanTest {

    @Test
    void rateIsWorkOverTimeAndWarmUpIsNotCounted() {
        Steps steps = new Steps(1);
        List<Window> windows = new ArrayList<>();

        // A step takes 0.4 s, so a window of at least 1 s holds 3 of them.
        WindowPlan.of(2, 1, 1).measure(steps, windows::add, steps::clock);

        assertThat(steps.done).isEqualTo(3 + 2 * 3);
        assertThat(windows).hasSize(2);
        assertThat(windows.get(0).seconds()).isCloseTo(1.2, within(1e-9));
        assertThat(windows.get(0).value()).isCloseTo(10 / 0.4, within(1e-9));
    }

    @Test
    void warmsUpForTwoStepsAtLeast() {
        Steps steps = new Steps(1);

        WindowPlan.of(1, 0.1, 0).measure(steps, window -> {}, steps::clock);

        assertThat(steps.done).isEqualTo(2 + 1);
    }

    @Test
    void stepsThatBelongTogetherAreNotTornApart() {
        Steps steps = new Steps(1);
        steps.period = 4;

        // A step takes 0.4 s: 1 s would be over after 3.
        WindowPlan.of(1, 1, 0).measure(steps, window -> {}, steps::clock);

        assertThat(steps.done).isEqualTo(4 + 4);
    }

    @Test
    void lossThatIsNotFiniteIsNoMeasurement() {
        Steps steps = new Steps(Double.NaN);

        assertThatThrownBy(() -> WindowPlan.of(1, 1, 0).measure(steps, window -> {}, steps::clock))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("found NaN after 2 steps");
    }

    @Test
    void emptyPlanIsRefused() {
        assertThatThrownBy(() -> WindowPlan.of(0, 1, 1).check())
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> WindowPlan.of(1, 0, 1).check())
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> WindowPlan.of(1, 1, Double.NaN).check())
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void planReachesAnotherProcessUnchanged() {
        List<String> arguments = WindowPlan.of(7, 0.25, 3).toArguments();
        WindowPlan copy =
                CommandLine.populateCommand(new WindowPlan(), arguments.toArray(new String[0]));

        assertThat(copy.toArguments()).isEqualTo(arguments);
    }

    /** Ten units a step; each step moves its clock by 0.4 s. */
    private static final class Steps implements Workload {

        private final double result;
        private int done;
        private int period = 1;

        Steps(double result) {
            this.result = result;
        }

        long clock() {
            return done * 400_000_000L;
        }

        @Override
        public String measure() {
            return "steps";
        }

        @Override
        public String unit() {
            return "units/s";
        }

        @Override
        public double unitsPerStep() {
            return 10;
        }

        @Override
        public int period() {
            return period;
        }

        @Override
        public double step() {
            done++;
            return result;
        }
    }
}
