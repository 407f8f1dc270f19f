package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.OperationTimes;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.StepClock.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StepClockTest {

    private static final long STEPS = 40;

    private static final Game PLAIN =
            Game.of(NonSaturating.plain(), Adam.rate(1e-3).betas(0.5, 0.999));

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Run<Batch<None>> trained(Game game, boolean watched) {
        Run<Batch<None>> run =
                new Run<>(
                        Ring.gan(7, 16, game), Plan.steps(STEPS), new Ring.Points(32), World.ALONE);
        if (watched) {
            run.clock().start(STEPS);
        }
        new Trainer(List.of(), Rescue.NONE, () -> false).train(run);
        return run;
    }

    private static StepProfile profile(Game game) {
        try (Run<Batch<None>> run = trained(game, true)) {
            return run.clock().profile().orElseThrow();
        }
    }

    /** Also where graphs of graphs are looked at: penalties and steps that are differentiated. */
    @Test
    void changesNoBitOfTheRun() {
        Game penalised = PLAIN.paying(Penalty.of(new R1(1)));
        Game unrolled = PLAIN.with(Tactics.NONE.unrolling(Unrolling.PAPER));
        for (Game game : List.of(PLAIN, penalised, unrolled)) {
            try (Run<Batch<None>> watched = trained(game, true);
                    Run<Batch<None>> alone = trained(game, false)) {
                assertThat(watched.clock().profile().orElseThrow().closeLook()).isPresent();
                Map<String, float[]> expected = state(alone);
                state(watched)
                        .forEach(
                                (name, values) ->
                                        assertThat(values).as(name).isEqualTo(expected.get(name)));
            }
        }
    }

    private static Map<String, float[]> state(Run<?> run) {
        Map<String, float[]> all = new LinkedHashMap<>();
        run.state()
                .forEach(
                        (file, tensors) ->
                                tensors.forEach(
                                        (name, tensor) ->
                                                all.put(file + "/" + name, tensor.toFloats())));
        return all;
    }

    @Test
    void standsStillUntilItIsStarted() {
        try (Run<Batch<None>> run = trained(PLAIN, false)) {
            assertThat(run.clock().profile()).isEmpty();
        }
    }

    @Test
    void dividesStepsAmongPhasesAndParts() {
        StepProfile profile = profile(PLAIN);
        // 10 steps to warm up; of the 30 after them 4 are looked at closely.
        assertThat(profile.steps()).isEqualTo(26);
        assertThat(profile.closeLook().orElseThrow().steps()).isEqualTo(4);
        for (String phase : List.of("discriminator", "generator")) {
            for (Part part :
                    List.of(Part.FORWARD, Part.BACKWARD, Part.GUARD, Part.OPTIMIZER, Part.LOG)) {
                assertThat(seconds(profile, phase, part)).as(phase + part).isPositive();
            }
        }
        assertThat(seconds(profile, "discriminator", Part.DATA)).isPositive();
        assertThat(seconds(profile, "", Part.AVERAGE)).isPositive();
        assertThat(seconds(profile, "", Part.GUARD)).isPositive();
    }

    private static double seconds(StepProfile profile, String phase, Part part) {
        return profile.shares().stream()
                .filter(share -> share.phase().equals(phase) && share.part() == part)
                .mapToDouble(StepProfile.Share::seconds)
                .sum();
    }

    @Test
    void countsEveryOperationForwardAndBackward() {
        StepProfile.CloseLook look = profile(PLAIN).closeLook().orElseThrow();
        // Three layers: the discriminator on real, on fake, and again for the generator; the
        // generator once for each player.
        assertThat(calls(look, "linear")).isEqualTo(15);
        // All but the generator's pass without graph; each has a product and its bias in one node.
        assertThat(calls(look, "AddmmBackward0")).isEqualTo(12);
        // On real, on fake and for the generator.
        assertThat(calls(look, "backward")).isEqualTo(3);
        assertThat(calls(look, "aten::_fused_adam_")).isEqualTo(2);
        assertThat(calls(look, OperationTimes.FREEING)).isPositive();
        double parts = look.engine() + look.freeing() + look.waiting() + look.java();
        assertThat(parts + look.watching()).isCloseTo(look.seconds(), within(1e-9));
        assertThat(look.java()).isPositive();
    }

    private static double calls(StepProfile.CloseLook look, String name) {
        return look.operations().stream()
                .filter(each -> each.name().equals(name))
                .mapToDouble(StepProfile.Operation::calls)
                .sum();
    }
}
