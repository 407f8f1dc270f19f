package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"1, OPPOSITE", "1, OWN", "3, OPPOSITE", "3, OWN"})
    void theGradientOfConvolutionsIsThatOfCentralDifferences(
            int steps, Unrolling.Objective objective) {
        Unrolling how =
                new Unrolling(
                        steps,
                        false,
                        Unrolling.Batches.SAME,
                        Unrolling.Order.SIMULTANEOUS,
                        objective);
        for (int weight : new int[] {0, 7, 23}) {
            double nudge = 1e-5;
            double expected =
                    (seen(how, weight, nudge).loss() - seen(how, weight, -nudge).loss())
                            / (2 * nudge);
            assertThat(seen(how, weight, 0).slope())
                    .as("weight %d", weight)
                    .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
        }
    }

    /** What the generator minimises, and its derivative by one of its weights. */
    private record Seen(double loss, double slope) {}

    private static Seen seen(Unrolling how, int weight, double nudge) {
        return Scope.tidy(
                () -> {
                    TwoPlayer<None> players = convolutions(how);
                    Phase<Batch<None>> generating = players.phases().get(0);
                    Phase<Batch<None>> judging = players.phases().get(1);
                    Optimizer generator = optimizer(generating);
                    Tensor first = generator.weights().get(0);
                    double[] nudged = first.toDoubles();
                    nudged[weight] += nudge;
                    first.set(Tensor.of(nudged, first.shape()));
                    Batch<None> batch =
                            new Batch<>(
                                    new Randomness(9)
                                            .stream("real")
                                                    .uniform(-1, 1, 8, 3, 4, 4)
                                                    .to(DType.F64),
                                    None.NONE);
                    Rehearsal<Batch<None>> rehearsal =
                            new Rehearsal<>(
                                    generating.lookAhead().orElseThrow(),
                                    judging,
                                    optimizer(judging),
                                    Plan.steps(1),
                                    new Treatment());
                    generator.zeroGradients();
                    double loss =
                            generator.awake(
                                    () ->
                                            rehearsal.during(
                                                    0,
                                                    batch,
                                                    () -> batch,
                                                    () -> {
                                                        Tensor total =
                                                                generating
                                                                        .loss()
                                                                        .apply(batch)
                                                                        .total();
                                                        total.backward(generator.weights());
                                                        return total.item();
                                                    }));
                    return new Seen(loss, generator.gradients().get(0).toDoubles()[weight]);
                });
    }

    private static Optimizer optimizer(Phase<?> phase) {
        return Optimizer.of(phase.rule(), Tree.leaves(phase.networks().get(0), Parameter.class));
    }

    /** In F64, smooth, and with batch normalisation on either side. */
    private static TwoPlayer<None> convolutions(Unrolling how) {
        Randomness randomness = new Randomness(4);
        Initializer initializer = new Exact(Initializer.uniform(randomness.stream("init")));
        Sequential generator =
                Sequential.of(
                        Linear.of(4, 24, initializer),
                        Reshape.to(6L, 2L, 2L),
                        exact(6),
                        Activation.TANH,
                        TransposedConvolution.of(6, 3, 4, initializer).stride(2).padding(1),
                        Activation.TANH);
        Sequential discriminator =
                Sequential.of(
                        Convolution.of(3, 5, 3, initializer).padding(1),
                        Activation.TANH,
                        Convolution.of(5, 6, 4, initializer).stride(2).padding(1),
                        exact(6),
                        Activation.TANH,
                        Convolution.of(6, 1, 2, initializer),
                        Reshape.flat());
        return TwoPlayer.of(
                generator,
                discriminator,
                Prior.of(4, Prior.Shape.NORMAL, new ExactSource(randomness.stream("latent"))),
                // Adam's first step is a sign, hardly a function of the gradient.
                Game.of(NonSaturating.plain(), Sgd.rate(0.5)).with(Tactics.NONE.unrolling(how)),
                randomness.stream("penalty"));
    }

    private static BatchNorm exact(long channels) {
        return new BatchNorm(
                new Parameter(Tensor.ones(channels).to(DType.F64)),
                new Parameter(Tensor.zeros(channels).to(DType.F64)),
                new Buffer(Tensor.zeros(channels).to(DType.F64)),
                new Buffer(Tensor.ones(channels).to(DType.F64)),
                0.1,
                1e-5);
    }

    private record Exact(Initializer coarse) implements Initializer {
        @Override
        public Tensor weight(long fanIn, long fanOut, long... shape) {
            return coarse.weight(fanIn, fanOut, shape).to(DType.F64);
        }

        @Override
        public Tensor bias(long fanIn, long size) {
            return coarse.bias(fanIn, size).to(DType.F64);
        }

        @Override
        public RandomStream stream() {
            return coarse.stream();
        }
    }

    private record ExactSource(RandomSource coarse) implements RandomSource {
        @Override
        public Tensor normal(long... shape) {
            return coarse.normal(shape).to(DType.F64);
        }

        @Override
        public Tensor uniform(double low, double high, long... shape) {
            return coarse.uniform(low, high, shape).to(DType.F64);
        }

        @Override
        public Tensor integers(long bound, long... shape) {
            return coarse.integers(bound, shape);
        }
    }
}
