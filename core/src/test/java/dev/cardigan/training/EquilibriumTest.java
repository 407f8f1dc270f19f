package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Resting;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.EquilibriumRules.State;
import dev.cardigan.training.EquilibriumRules.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Games in miniature on a round Gaussian at (2, 0): a linear generator against a small judge. */
class EquilibriumTest {

    private static final int STEPS = 1500;
    private static final int FEW = 200;
    private static final EquilibriumRules QUICK = new EquilibriumRules(25, 6, 0.1, 0.08, 0.8, 0.1);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Tensor cloud(RandomStream stream, long count) {
        return stream.normal(count, 2).add(Tensor.of(new float[] {2, 0}, 2));
    }

    private record Cloud(RandomStream stream) implements Feed<Batch<None>> {
        @Override
        public Batch<None> next() {
            return new Batch<>(cloud(stream, 64), None.NONE);
        }

        @Override
        public int batchSize() {
            return 64;
        }

        @Override
        public Map<String, Long> position() {
            return Map.of();
        }

        @Override
        public void resumeAt(Map<String, Long> position) {}

        @Override
        public void detour() {}

        @Override
        public void close() {}
    }

    private static TwoPlayer<None> game(Rule generator, Rule discriminator) {
        Randomness randomness = new Randomness(5);
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        return TwoPlayer.of(
                Linear.of(2, 2, initializer),
                Sequential.of(
                        Linear.of(2, 16, initializer),
                        new LeakyRelu(0.2),
                        Linear.of(16, 1, initializer)),
                Prior.of(2, Prior.Shape.NORMAL, randomness.stream("latent")),
                Game.of(NonSaturating.plain(), generator).moving(generator, discriminator),
                randomness.stream("penalty"));
    }

    private static Run<Batch<None>> run(TwoPlayer<None> gan, int steps) {
        Plan plan =
                new Plan(
                        steps,
                        1,
                        Precision.FP32,
                        Device.CPU,
                        new MovingAverage.Pace.HalfLife(3000, 0.05));
        return new Run<>(gan, plan, new Cloud(RandomStream.seeded(1)), World.ALONE);
    }

    private static Equilibrium watching(TwoPlayer<None> gan) {
        return Scope.tidy(
                () ->
                        Equilibrium.of(
                                QUICK,
                                gan,
                                cloud(RandomStream.seeded(2), 1600),
                                Tensor.zeros(800).to(DType.I64),
                                new Randomness(5)));
    }

    /** Plays until rest or the end of the plan; returns the verdict. */
    private static Verdict verdict(Run<Batch<None>> run, TwoPlayer<None> gan) {
        try (run;
                Equilibrium equilibrium = watching(gan)) {
            Hook drain = new Interval(QUICK.every(), game -> game.log().drain());
            new Trainer(List.of(equilibrium, drain), Rescue.NONE, equilibrium::reached).train(run);
            return equilibrium.verdict();
        }
    }

    @Test
    void aHealthyGameComesToRestByItself() {
        TwoPlayer<None> gan =
                game(Adam.rate(2e-2).betas(0.5, 0.99), Adam.rate(2e-2).betas(0.5, 0.99));
        Run<Batch<None>> run = run(gan, STEPS);
        Verdict verdict = verdict(run, gan);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.AT_REST);
        assertThat(run.step()).isLessThan(STEPS);
        assertThat(verdict.reason()).contains("right", "% of the time", "held-out");
    }

    /** The generator answers every latent with nearly the mean of the data, which fools half. */
    @Test
    void aCollapsedGameIsNotAtRestHoweverEvenItIs() {
        TwoPlayer<None> gan = game(Sgd.rate(1e-6), Sgd.rate(1e-3));
        Linear generator = (Linear) gan.generator();
        generator.weight().parameter().value().fill(1e-3);
        generator.bias().orElseThrow().value().set(Tensor.of(new float[] {2, 0}, 2));
        evenJudge(gan);
        Verdict verdict = verdict(run(gan, FEW), gan);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.COLLAPSED);
    }

    /** A judge whose boundary runs through the mean of the data: right on half of the real. */
    private static void evenJudge(TwoPlayer<None> gan) {
        Sequential judge = (Sequential) gan.discriminator();
        Linear last = (Linear) judge.layers().get(2);
        last.weight().parameter().value().fill(0);
        last.bias().orElseThrow().value().fill(1e-3);
    }

    @Test
    void aDeadGameIsNotAtRestHoweverEvenAndCalmItIs() {
        TwoPlayer<None> gan = game(Sgd.rate(1e-30), Sgd.rate(1e-30));
        evenJudge(gan);
        Verdict verdict = verdict(run(gan, FEW), gan);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.DEAD);
        assertThat(verdict.reason()).contains("no weight has moved");
    }

    @Test
    void watchingDoesNotShiftTraining() {
        TwoPlayer<None> watched = game(Adam.rate(1e-2), Adam.rate(1e-2));
        TwoPlayer<None> alone = game(Adam.rate(1e-2), Adam.rate(1e-2));
        try (Run<Batch<None>> first = run(watched, FEW);
                Run<Batch<None>> second = run(alone, FEW);
                Equilibrium equilibrium = watching(watched)) {
            new Trainer(List.of(equilibrium), Rescue.NONE, () -> first.step() == 60).train(first);
            new Trainer(List.of(), Rescue.NONE, () -> second.step() == 60).train(second);
            assertThat(equilibrium.observations()).hasSize(2);
            alone.weights()
                    .forEach(
                            (name, weight) ->
                                    assertThat(watched.weights().get(name).toFloats())
                                            .as(name)
                                            .isEqualTo(weight.toFloats()));
        }
    }

    /** A game whose discriminator moves at one step of so many. */
    private record Seldom(TwoPlayer<None> gan, int every) implements Gan<Batch<None>>, Generative {

        @Override
        public List<Phase<Batch<None>>> phases() {
            return gan.phases().stream()
                    .map(phase -> phase.name().equals("generator") ? phase : phase.every(every))
                    .toList();
        }

        @Override
        public Network sampler() {
            return gan.sampler();
        }

        @Override
        public Tensor latents(RandomSource source, long count) {
            return gan.latents(source, count);
        }

        @Override
        public int classes() {
            return gan.classes();
        }

        @Override
        public Tensor generate(Tensor latents, Tensor classes) {
            return gan.generate(latents, classes);
        }
    }

    private static List<Long> looksAt(Gan<Batch<None>> game, TwoPlayer<None> gan, int steps) {
        Plan plan = Plan.steps(steps);
        try (Run<Batch<None>> run =
                        new Run<>(game, plan, new Cloud(RandomStream.seeded(1)), World.ALONE);
                Equilibrium equilibrium = watching(gan)) {
            Hook drain = new Interval(QUICK.every(), now -> now.log().drain());
            new Trainer(List.of(equilibrium, drain), Rescue.NONE, () -> false).train(run);
            return equilibrium.observations().stream()
                    .map(EquilibriumRules.Observation::step)
                    .toList();
        }
    }

    @Test
    void stepsInWhichTheDiscriminatorRestedAreNotLookedAt() {
        TwoPlayer<None> gan = game(Sgd.rate(1e-3), Sgd.rate(1e-3));
        // It moves in the steps that end at 1, 61 and 121; a look is due every 25.
        assertThat(looksAt(new Seldom(gan, 60), gan, 125)).containsExactly(25L, 75L, 125L);
    }

    @Test
    void aDiscriminatorThatAlwaysRestsIsSaid() {
        TwoPlayer<None> gan = game(Sgd.rate(1e-3), Sgd.rate(1e-3));
        Gan<Batch<None>> resting = new Resting<>(gan, "discriminator", Schedule.constant());
        assertThatThrownBy(() -> looksAt(resting, gan, 25))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a game that logs accuracy/real and accuracy/fake");
    }

    @Test
    void tooFewSamplesAreSaid() {
        TwoPlayer<None> gan = game(Adam.rate(1e-2), Adam.rate(1e-2));
        assertThatThrownBy(
                        () ->
                                Equilibrium.of(
                                        QUICK,
                                        gan,
                                        Tensor.zeros(2, 2),
                                        Tensor.zeros(1),
                                        new Randomness(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least 4 real samples");
    }
}
