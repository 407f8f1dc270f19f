package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertThatThrownBy(() -> impatient.run(echo("hang"), List.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("still running after");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void contestantBuiltApartRunsOnItsOwnClassPathWithItsSettings(@TempDir Path module)
            throws IOException {
        OtherBuild build = new OtherBuild(module, List.of("-Dcardigan.echo=apart"));
        Contestant apart =
                new Contestant(
                        "apart",
                        EchoContestant.class.getName(),
                        List.of("one"),
                        ENVIRONMENT,
                        Optional.empty(),
                        Optional.of(build));
        assertThat(apart.wasBuilt()).isFalse();
        Files.createDirectories(module.resolve("target").resolve("classes"));
        Files.writeString(build.libraries(), System.getProperty("java.class.path") + "\n");
        assertThat(apart.wasBuilt()).isTrue();

        Outcome outcome = rounds(new ArrayList<>()).idle(List.of(apart), 1).get(0);

        assertThat(outcome.windows().get(1).detail()).isEqualTo("3 passive 2 apart");
        Files.writeString(build.libraries(), "nowhere");
        assertThatThrownBy(() -> rounds(new ArrayList<>()).idle(List.of(apart), 1))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("EchoContestant");
    }

    private static Rounds rounds(List<Outcome> told) {
        WindowPlan plan = WindowPlan.of(1, 0.5, 0);
        return Rounds.of(ChildJvm.within(Duration.ofSeconds(60)), plan, told::add);
    }

    private static Contestant echo(String name) {
        return Contestant.peak(name, EchoContestant.class, List.of(name), ENVIRONMENT);
    }
}
