package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.Retention;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Digits;
import dev.cardigan.data.Intake;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.DataException;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.ThreadChoice;
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every paper of the zoo promises, whatever it is. */
class ZooContractTest {

    private static final Digits DIGITS = Digits.of(16, 60, 1);
    static final Recipe.Sample SAMPLE = new Recipe.Sample(DIGITS.shape(), DIGITS.classes().size());

    /** Drawn once: 12,000 digits take a while. */
    private static final Map<Intake.Kind, Source<?>> SOURCES = new EnumMap<>(Intake.Kind.class);

    @TempDir Path folder;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    static Stream<Recipe<?, ?>> recipes() {
        return Zoo.recipes().stream();
    }

    private static <B> Run<B> run(Recipe<?, B> recipe, int batch, long steps) {
        return run(recipe, source(recipe.intake().kind()), batch, steps);
    }

    private static <R, B> Run<B> run(Recipe<?, B> recipe, Source<R> source, int batch, long steps) {
        Gan<B> gan = recipe.make(SAMPLE, new Randomness(5));
        DataFeed<R, B> feed =
                DataFeed.of(
                        source.set(),
                        batch,
                        new Randomness(5),
                        raw -> source.batch(recipe.intake(), raw, Device.CPU));
        return new Run<>(gan, Plan.steps(steps), feed, World.ALONE);
    }

    static Source<?> source(Intake.Kind kind) {
        return SOURCES.computeIfAbsent(
                kind,
                unused ->
                        switch (kind) {
                            case SAMPLES, LABELLED, CROPS ->
                                    new Source<>(DIGITS, Sample::of, List.of());
                            case UNPAIRED, PAIRED ->
                                    Source.open(
                                            kind,
                                            Digits.NAME,
                                            PictureOptions.GUESS.withSize(16),
                                            1,
                                            Progress.SILENT);
                        });
    }

    private static void train(Run<?> run, Hook... hooks) {
        new Trainer(List.of(hooks), Rescue.NONE, () -> false).train(run);
    }

    private static Map<String, float[]> weights(Run<?> run) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        run.gan().weights().forEach((name, weight) -> copies.put(name, weight.toFloats()));
        return copies;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void aPhaseChangesTheWeightsOfItsNetworksAndNoOthers(Recipe<?, ?> recipe) {
        // Two steps: behind a layer that starts at 0 nothing moves in the first.
        try (Run<?> run = run(recipe, 4, 2)) {
            for (Phase<?> phase : run.gan().phases()) {
                assertThat(phase.networks()).isNotEmpty();
            }
            Map<String, float[]> before = weights(run);
            train(run);
            List<Network> moved = new ArrayList<>();
            run.gan().phases().forEach(phase -> moved.addAll(phase.networks()));
            long parameters =
                    moved.stream()
                            .distinct()
                            .mapToLong(network -> network.parameters().size())
                            .sum();
            long changed =
                    weights(run).entrySet().stream()
                            .filter(
                                    entry ->
                                            !Arrays.equals(
                                                    entry.getValue(), before.get(entry.getKey())))
                            .count();
            // Buffers move as well, so at least the parameters; a bias before a Wasserstein score
            // may rest.
            assertThat(changed).isGreaterThanOrEqualTo(parameters - 1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void theSameSeedGivesTheSameWeights(Recipe<?, ?> recipe) {
        try (Run<?> one = run(recipe, 4, 2);
                Run<?> other = run(recipe, 4, 2)) {
            train(one);
            train(other);
            Map<String, float[]> expected = weights(one);
            weights(other)
                    .forEach(
                            (name, values) ->
                                    assertThat(values).as(name).isEqualTo(expected.get(name)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void goesOnFromTheDiskBitForBit(Recipe<?, ?> recipe) {
        CheckpointStore store = CheckpointStore.in(folder.resolve(recipe.name()));
        Saver saver = new Saver(store, Retention.keep(2), 1, step -> {});
        Map<String, float[]> expected;
        try (Run<?> whole = run(recipe, 4, 3)) {
            train(whole);
            expected = weights(whole);
        }
        try (Run<?> first = run(recipe, 4, 2)) {
            train(first, saver);
        }
        try (Run<?> second = run(recipe, 4, 3)) {
            assertThat(new Saver(store, Retention.keep(2), 100, step -> {}).resume(second))
                    .isPresent();
            assertThat(second.step()).isEqualTo(2);
            train(second);
            weights(second)
                    .forEach(
                            (name, values) ->
                                    assertThat(values).as(name).isEqualTo(expected.get(name)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void leavesNoNativeObjectBehindAndTakesBatchesOfOneAndOddOnes(Recipe<?, ?> recipe) {
        // A packing discriminator judges whole packs.
        int pack = recipe.name().equals("pacgan") ? 2 : 1;
        for (int batch : new int[] {pack, 3 * pack}) {
            try (Run<?> run = run(recipe, batch, 6)) {
                List<Long> alive = new ArrayList<>();
                train(
                        run,
                        after -> {
                            if (after.step() > 3) {
                                alive.add(Scope.liveNativeObjects());
                            }
                        });
                // Fewer when the collector comes to the random streams of runs before this one.
                assertThat(alive).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void samplesHaveTheShapeOfTheData(Recipe<?, ?> recipe) {
        try (Run<?> run = run(recipe, 4, 1)) {
            if (run.gan() instanceof Translating<?> translating) {
                assertThat(translated(run, translating)).containsExactly(5, 1, 16, 16);
                return;
            }
            Generative generative = (Generative) run.gan();
            long[] shape =
                    run.sampling(
                            () -> {
                                Tensor latents =
                                        generative.latents(
                                                new Randomness(1).stream("evaluation"), 5);
                                Tensor classes = Tensor.of(new long[] {0, 1, 2, 3, 9}, 5);
                                return generative.generate(latents, classes).shape();
                            });
            assertThat(shape).containsExactly(5, 1, 16, 16);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void theChoiceOfThreadsTimesAPassAndLeavesNoGradient(Recipe<?, ?> recipe) {
        try (Run<?> run = run(recipe, 4, 1)) {
            if (run.gan() instanceof Generative generative) {
                Scope.run(() -> ThreadChoice.pass(generative, 4, Device.CPU).run());
                assertThat(generative.sampler().parameters())
                        .allMatch(weight -> weight.value().gradient().isEmpty());
            }
        }
    }

    static Stream<Recipe<?, ?>> labelled() {
        return recipes().filter(recipe -> recipe.intake().labelled());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("labelled")
    void withoutClassesAPaperIsAdvisedThatTakesTheData(Recipe<?, ?> recipe) {
        for (SampleShape shape : List.of(DIGITS.shape(), SampleShape.points(2))) {
            Recipe.Sample unlabelled = new Recipe.Sample(shape, 0);
            String message =
                    catchThrowableOfType(
                                    DataException.class,
                                    () -> recipe.make(unlabelled, new Randomness(1)))
                            .getMessage();
            String advised = message.substring(message.lastIndexOf(' ') + 1);
            assertThat(message).endsWith("or train " + advised);
            assertThat(Zoo.find(advised).orElseThrow().make(unlabelled, new Randomness(1)))
                    .isInstanceOf(Generative.class);
        }
    }

    /** DCGAN's networks take no such side. */
    @Test
    void perceptronsWithoutClassesAreAdvisedPerceptrons() {
        Recipe.Sample odd = new Recipe.Sample(new SampleShape(1, 9, 11), 0);
        assertThatThrownBy(() -> ConditionalGan.RECIPE.make(odd, new Randomness(1)))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("or train gan");
    }

    /** On small pictures: settings that no recipe begins with. */
    @Test
    void thePapersOwnSettingsThatNothingElseBuildsBuild() {
        Recipe.Sample small = new Recipe.Sample(new SampleShape(1, 8, 8), 10);
        Gan<Batch<Labels>> told =
                R3Gan.CONDITIONAL.make(R3Gan.Settings.PAPER, small, new Randomness(1));
        assertThat(told.weights().get("generator.embedding.weight").shape())
                .containsExactly(64, 10);
        assertThat(told.weights().get("discriminator.embedding.weight").shape())
                .containsExactly(768, 10);
        Schedule schedule = R3Gan.Settings.PAPER.game().schedule();
        assertThat(schedule.factor(0)).isEqualTo(1);
        assertThat(schedule.factor(39_063)).isEqualTo(0.25);
        Gan<Batch<None>> first =
                StyleGan1.RECIPE.make(StyleGan1.Settings.PAPER, small, new Randomness(1));
        assertThat(first.weights()).containsKey("generator.mapping.layers.7.weight");
        Gan<Batch<None>> third =
                StyleGan3.RECIPE.make(StyleGan3.Settings.PAPER, SAMPLE, new Randomness(1));
        assertThat(third.weights()).containsKey("generator.synthesis.layers.14.weight");
    }

    private static long[] translated(Run<?> run, Translating<?> gan) {
        long side = 16 / gan.factor();
        Tensor pictures = Tensor.zeros(5, 1, side, side);
        List<long[]> shapes = new ArrayList<>();
        for (String direction : gan.directions()) {
            shapes.add(run.sampling(() -> gan.translator(direction).forward(pictures).shape()));
        }
        assertThat(shapes).allSatisfy(shape -> assertThat(shape).isEqualTo(shapes.get(0)));
        return shapes.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void saysClearlyThatItCannotJudgeAnotherShape(Recipe<?, ?> recipe) {
        assertThatThrownBy(() -> judgeOther(recipe))
                .isInstanceOf(CardiganException.class)
                .message()
                .hasLineCount(1);
    }

    private static <B> void judgeOther(Recipe<?, B> recipe) {
        Gan<B> gan = recipe.make(SAMPLE, new Randomness(5));
        Scope.run(
                () ->
                        Gradient.untracked(
                                () -> {
                                    B batch =
                                            recipe.intake()
                                                    .batch()
                                                    .apply(
                                                            Tensor.zeros(2, 2, 9, 11),
                                                            recipe.intake().ofPairs()
                                                                    ? Tensor.zeros(2, 2, 9, 11)
                                                                    : Tensor.of(
                                                                            new long[] {0, 1}, 2));
                                    gan.phases().get(0).loss().apply(batch).total().item();
                                }));
    }
}
