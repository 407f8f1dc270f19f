package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final NativeEnvironment ENVIRONMENT = NativeEnvironment.of(3, 2);

    @Test
    void contestantsTakeTurnsAndEachRoundStartsWithAnother() {
        List<Outcome> told = new ArrayList<>();
        List<Outcome> outcomes = rounds(told).idle(List.of(echo("one"), echo("two")), 2);

        assertThat(outcomes)
                .extracting(Outcome::contestant)
                .containsExactly("one", "two", "two", "one");
        assertThat(outcomes).extracting(Outcome::round).containsExactly(1, 1, 2, 2);
        assertThat(told).isEqualTo(outcomes);
    }

    @Test
    void contestantGetsItsArgumentsThePlanAndItsEnvironmentOnly() {
        Outcome outcome = rounds(new ArrayList<>()).idle(List.of(echo("one")), 1).get(0);

        assertThat(outcome.windows())
                .extracting(Window::detail)
                .containsExactly("one --windows=1 --seconds=0.5 --warm-up=0.0", "3 passive 2");
        assertThat(outcome.seconds()).isPositive();
    }

    @Test
    void busyRoundsRunBesideAnotherProcess() {
        List<Outcome> outcomes = rounds(new ArrayList<>()).busy(List.of(echo("one")), 1, 1);

        assertThat(outcomes).extracting(Outcome::load).containsExactly(Load.BUSY);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void failureShowsWhatTheContestantSaid() {
        assertThatThrownBy(() -> rounds(new ArrayList<>()).idle(List.of(echo("fail")), 1))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("ended with code 7")
                .hasMessageContaining("no such device");
    }

    @Test
    void contestantWithoutWindowsIsAnError() {
        assertThatThrownBy(() -> rounds(new ArrayList<>()).idle(List.of(echo("silent")), 1))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("silent measured nothing");
    }

    @Test
    void contestantThatHangsIsEnded() {
        ChildJvm impatient = ChildJvm.within(Duration.ofMillis(300));

        assertThatThrownBy(
                        () ->
                                impatient.run(
                                        EchoContestant.class.getName(),
                                        List.of("hang"),
                                        ENVIRONMENT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("still running after");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Rounds rounds(List<Outcome> told) {
        WindowPlan plan = WindowPlan.of(1, 0.5, 0);
        return Rounds.of(ChildJvm.within(Duration.ofSeconds(60)), plan, told::add);
    }

    private static Contestant echo(String name) {
        return Contestant.peak(name, EchoContestant.class, List.of(name), ENVIRONMENT);
    }
}
