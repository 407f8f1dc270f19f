package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final int STEPS = 4;
    private static final Game GAME = Game.of(NonSaturating.plain(), Sgd.rate(0.1).momentum(0.9));

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static RandomSource latents(int times) {
        return new Repeating(RandomStream.seeded(12).normal(200, 2), times);
    }

    private static Map<String, float[]> trained(
            Game game, RandomSource latents, int batch, int accumulate) {
        Plan plan =
                new Plan(
                        STEPS,
                        accumulate,
                        Precision.FP32,
                        Device.CPU,
                        new MovingAverage.Pace.Fixed(0.9));
        TwoPlayer<None> gan = Ring.gan(7, 8, game, latents);
        Map<String, float[]> weights = new LinkedHashMap<>();
        try (Run<Batch<None>> run = new Run<>(gan, plan, new Ring.Points(batch), World.ALONE)) {
            for (int i = 0; i < STEPS; i++) {
                run.advance();
            }
            gan.weights().forEach((name, weight) -> weights.put(name, weight.toFloats()));
        }
        return weights;
    }

    @Test
    void accumulatedGradientsMoveAsOneBigBatchDoes() {
        Map<String, float[]> big = trained(GAME, latents(1), 16, 1);
        Map<String, float[]> small = trained(GAME, latents(1), 8, 2);
        Map<String, float[]> other = trained(GAME, latents(1), 8, 1);
        small.forEach(
                (name, values) ->
                        // Sums in another order: rounding of F32 over four steps.
                        assertThat(values).as(name).containsExactly(big.get(name), within(1e-5f)));
        assertThat(other.get("generator.layers.0.weight"))
                .isNotEqualTo(big.get("generator.layers.0.weight"));
        assertThat(distance(other, big)).isGreaterThan(1e-3);
    }

    private static double distance(Map<String, float[]> one, Map<String, float[]> other) {
        double largest = 0;
        for (String name : one.keySet()) {
            for (int i = 0; i < one.get(name).length; i++) {
                largest = Math.max(largest, Math.abs(one.get(name)[i] - other.get(name)[i]));
            }
        }
        return largest;
    }

    @Test
    void oneGeneratorPassMovesAsTwoOnTheSameLatentsDo() {
        Map<String, float[]> one = trained(GAME.inOneGeneratorPass(), latents(1), 16, 1);
        Map<String, float[]> two = trained(GAME, latents(2), 16, 1);
        assertThat(two.keySet()).isEqualTo(one.keySet());
        two.forEach((name, values) -> assertThat(values).as(name).isEqualTo(one.get(name)));
    }

    /** Only then is one graph in memory at a time. */
    @Test
    void anAddendIsDifferentiatedBeforeTheNextIsComputed() {
        List<Boolean> moved = new ArrayList<>();
        Listening gan = new Listening(Ring.gan(7, 8, GAME), moved);
        try (Run<Batch<None>> run =
                new Run<>(gan, Plan.steps(1), new Ring.Points(8), World.ALONE)) {
            run.advance();
        }
        assertThat(moved).containsExactly(false, true);
    }

    /** Notes before each addend of the discriminator's loss whether it has gradients already. */
    private record Listening(TwoPlayer<None> players, List<Boolean> moved)
            implements Gan<Batch<None>> {

        @Override
        public List<Phase<Batch<None>>> phases() {
            return players.phases().stream().map(this::listened).toList();
        }

        private Phase<Batch<None>> listened(Phase<Batch<None>> phase) {
            if (!phase.name().equals("discriminator")) {
                return phase;
            }
            List<Function<Batch<None>, Loss>> addends = new ArrayList<>();
            phase.addends().forEach(addend -> addends.add(batch -> noted(addend, batch)));
            return Phase.of(phase.name(), phase.rule(), addends, players.discriminator());
        }

        private Loss noted(Function<Batch<None>, Loss> addend, Batch<None> batch) {
            Tensor weight = players.discriminator().parameters().get(0).value();
            moved.add(weight.gradient().filter(it -> it.abs().largest().item() > 0).isPresent());
            return addend.apply(batch);
        }
    }

    @Test
    void severalDiscriminatorStepsTakeFreshBatches() {
        TwoPlayer<None> gan = Ring.gan(7, 8, GAME.discriminatorSteps(5));
        Ring.Points feed = new Ring.Points(16);
        try (Run<Batch<None>> run = new Run<>(gan, Plan.steps(2), feed, World.ALONE)) {
            run.advance();
            assertThat(feed.position()).containsEntry("position", 5L);
            assertThat(run.seen()).isEqualTo(80);
        }
    }

    /** With momentum, a rule that forgets at every step moves as one without momentum does. */
    @Test
    void whatBeginsAnewForgetsWhatRulesRemember() {
        List<Schedule.Stages.Stage> each = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            each.add(new Schedule.Stages.Stage(step, 1));
        }
        Schedule always = new Schedule.Stages(each, Schedule.constant());
        Map<String, float[]> forgetting = trained(GAME.scheduled(always), latents(2), 8, 1);
        Game plain = Game.of(NonSaturating.plain(), Sgd.rate(0.1));
        Map<String, float[]> without = trained(plain, latents(2), 8, 1);
        // Rounding: a buffer of zeros takes part in the sum.
        assertThat(distance(forgetting, without)).isLessThan(1e-6);
        assertThat(distance(trained(GAME, latents(2), 8, 1), without)).isGreaterThan(1e-3);
    }

    /** A lazy penalty shares its phase's optimizer: both forget before the first of them moves. */
    @Test
    void whatIsSharedIsForgottenOnceBeforeAStep() {
        Game lazy = GAME.paying(new Penalty(new R1(1), 2));
        Schedule once =
                new Schedule.Stages(
                        List.of(new Schedule.Stages.Stage(0, 1), new Schedule.Stages.Stage(2, 1)),
                        Schedule.constant());
        TwoPlayer<None> gan = Ring.gan(7, 8, lazy.scheduled(once), latents(2));
        try (Run<Batch<None>> run =
                new Run<>(gan, Plan.steps(3), new Ring.Points(8), World.ALONE)) {
            for (int i = 0; i < 3; i++) {
                run.advance();
            }
            Map<String, Tensor> state =
                    Objects.requireNonNull(run.state().get("optimizers"), "optimizers");
            assertThat(steps(state, "discriminator")).isEqualTo(2);
            assertThat(steps(state, "generator")).isEqualTo(1);
        }
    }

    private static long steps(Map<String, Tensor> state, String phase) {
        return Objects.requireNonNull(state.get(phase + ":steps"), phase).toLongs()[0];
    }
}
