package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the golden traces do not show: nothing of a rehearsal is left behind. */
class RehearsalTest {

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    /** A discriminator with running statistics and a power iteration, which rehearsing moves. */
    private static TwoPlayer<None> players(Tactics tactics) {
        Randomness randomness = new Randomness(4);
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        Sequential generator =
                Sequential.of(
                        Linear.of(2, 8, initializer),
                        Activation.TANH,
                        Linear.of(8, 2, initializer));
        Sequential discriminator =
                Sequential.of(
                        Linear.of(2, 8, initializer).spectrallyNormalised(initializer),
                        BatchNorm.of(8),
                        Activation.RELU,
                        Linear.of(8, 1, initializer));
        return TwoPlayer.of(
                generator,
                discriminator,
                Prior.of(2, Prior.Shape.NORMAL, randomness.stream("latent")),
                Game.of(NonSaturating.plain(), Adam.rate(1e-2).betas(0.5, 0.999)).with(tactics),
                randomness.stream("penalty"));
    }

    private static Tactics ahead(int steps, boolean firstOrder) {
        return Tactics.NONE.unrolling(
                new Unrolling(
                        steps,
                        firstOrder,
                        Unrolling.Batches.SAME,
                        Unrolling.Order.SIMULTANEOUS,
                        Unrolling.Objective.OWN));
    }

    private static Run<Batch<None>> run(Tactics tactics) {
        return new Run<>(players(tactics), Plan.steps(9), new Ring.Points(8), World.ALONE);
    }

    private static Map<String, float[]> judge(Run<?> run) {
        Map<String, float[]> found = new LinkedHashMap<>();
        Map<String, Tensor> all = new LinkedHashMap<>(run.state().get("optimizers"));
        all.putAll(run.gan().weights());
        all.forEach(
                (name, tensor) -> {
                    if (name.contains("discriminator")) {
                        found.put(name, tensor.toFloats());
                    }
                });
        return found;
    }

    @Test
    void theOpponentIsAsIfNothingHadBeenPlayed() {
        try (Run<?> short1 = run(ahead(1, false));
                Run<?> long5 = run(ahead(5, false));
                Run<?> constant = run(ahead(5, true))) {
            short1.advance();
            long5.advance();
            constant.advance();
            // Both move from the same point, so how far the generator looked does not show.
            Map<String, float[]> expected = judge(short1);
            assertThat(expected).containsKey("discriminator.layers.1.runningMean");
            for (Run<?> other : List.of(long5, constant)) {
                judge(other)
                        .forEach(
                                (name, values) ->
                                        assertThat(values).as(name).isEqualTo(expected.get(name)));
            }
            assertThat(generator(long5)).isNotEqualTo(generator(short1));
            assertThat(generator(long5)).isNotEqualTo(generator(constant));
        }
    }

    private static float[] generator(Run<?> run) {
        return run.gan().weights().get("generator.layers.0.weight").toFloats();
    }

    @Test
    void leavesNoNativeObjectBehind() {
        try (Run<?> run = run(ahead(3, false))) {
            List<Long> alive = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                run.advance();
                alive.add(Scope.liveNativeObjects());
            }
            // What other tests of this JVM left may be collected meanwhile: never more than before.
            for (int i = 3; i < 6; i++) {
                assertThat(alive.get(i))
                        .as("after step %d", i)
                        .isLessThanOrEqualTo(alive.get(i - 1));
            }
        }
    }
}
