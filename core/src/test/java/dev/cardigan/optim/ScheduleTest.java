package dev.cardigan.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    private static double[] factors(Schedule schedule, long... steps) {
        return LongStream.of(steps).mapToDouble(schedule::factor).toArray();
    }

    @Test
    void constantIsOne() {
        assertThat(factors(Schedule.constant(), 0, 1, 1_000_000)).containsOnly(1);
    }

    @Test
    void linearHoldsThenFallsToZeroAndStaysThere() {
        assertThat(factors(new Schedule.Linear(10, 4), 0, 10, 11, 13, 14, 15))
                .containsExactly(new double[] {1, 1, 0.75, 0.25, 0, 0}, ROUNDING);
    }

    @Test
    void cosineFallsAlongHalfAWaveToItsLastFactor() {
        assertThat(factors(new Schedule.Cosine(8, 0.2), 0, 2, 4, 8, 9))
                .containsExactly(
                        new double[] {1, 0.6 + 0.4 * Math.sqrt(0.5), 0.6, 0.2, 0.2}, ROUNDING);
    }

    @Test
    void exponentialAndStepsMultiply() {
        assertThat(factors(new Schedule.Exponential(0.5), 0, 1, 3))
                .containsExactly(new double[] {1, 0.5, 0.125}, ROUNDING);
        assertThat(factors(new Schedule.Steps(0.5, 3), 0, 2, 3, 5, 6))
                .containsExactly(new double[] {1, 1, 0.5, 0.5, 0.25}, ROUNDING);
    }

    @Test
    void warmUpRisesFromTheFirstStepAndThenStartsWhatFollowsAtItsBeginning() {
        Schedule schedule = new Schedule.WarmUp(4, new Schedule.Linear(1, 2));
        assertThat(factors(schedule, 0, 1, 2, 3, 4, 5, 6, 7))
                .containsExactly(new double[] {0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0}, ROUNDING);
    }

    @Test
    void whatFollowsAWarmUpBeginsAnewAsMuchLater() {
        Schedule stages =
                new Schedule.Stages(
                        List.of(
                                new Schedule.Stages.Stage(-3, 1),
                                new Schedule.Stages.Stage(-2, 1),
                                new Schedule.Stages.Stage(1, 1)),
                        Schedule.constant());
        Schedule schedule = new Schedule.WarmUp(4, stages);
        assertThat(LongStream.range(0, 8).filter(schedule::beginsAnew)).containsExactly(5L);
    }

    @Test
    void stagesMultiplyAndEachButTheFirstBeginsAnew() {
        Schedule schedule =
                new Schedule.Stages(
                        List.of(
                                new Schedule.Stages.Stage(0, 1),
                                new Schedule.Stages.Stage(2, 1.5),
                                new Schedule.Stages.Stage(5, 2)),
                        new Schedule.Exponential(0.5));
        assertThat(factors(schedule, 0, 1, 2, 4, 5))
                .containsExactly(new double[] {1, 0.5, 1.5 / 4, 1.5 / 16, 2.0 / 32}, ROUNDING);
        assertThat(LongStream.range(0, 8).filter(schedule::beginsAnew)).containsExactly(2L, 5L);
        assertThatThrownBy(
                        () ->
                                new Schedule.Stages(
                                        List.of(
                                                new Schedule.Stages.Stage(3, 1),
                                                new Schedule.Stages.Stage(3, 2)),
                                        Schedule.constant()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("later than the one before");
    }

    @Test
    void refusesFactorsBelowZero() {
        refuses(() -> new Schedule.Linear(-1, 3), "linear.hold: expected at least 0, found -1");
        refuses(() -> new Schedule.Cosine(3, -1), "cosine.last: expected at least 0, found -1.0");
        refuses(
                () -> new Schedule.Exponential(-1),
                "exponential.gamma: expected more than 0, found -1.0");
        refuses(() -> new Schedule.Steps(-1, 3), "steps.gamma: expected more than 0, found -1.0");
        refuses(
                () -> new Schedule.Stages.Stage(0, -1),
                "stages.factor: expected at least 0, found -1.0");
    }

    private static void refuses(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void refusesLengthsOfZero() {
        assertThatThrownBy(() -> new Schedule.Linear(3, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessage("linear.decay: expected at least 1, found 0");
        assertThatThrownBy(() -> new Schedule.WarmUp(0, Schedule.constant()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("warmup.steps: expected at least 1, found 0");
    }
}
