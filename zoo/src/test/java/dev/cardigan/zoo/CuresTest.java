package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.adversarial.Balance;
import dev.cardigan.adversarial.FeatureMatching;
import dev.cardigan.adversarial.HistoricalAveraging;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.Retention;
import dev.cardigan.config.Binder;
import dev.cardigan.config.Choices;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Digits;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Device;
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
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import dev.cardigan.zoo.block.Cures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every cure promises on every paper it can be given to. */
class CuresTest {

    private static final Digits DIGITS = Digits.of(16, 60, 1);

    /** So narrow that the discriminator moves less or more often at once. */
    private static final String BALANCE = "balance.high=0.46 balance.memory=0";

    private static final String NORM = "virtualBatchNorm.samples=3";

    private static final List<String> OF_TWO_PLAYERS =
            List.of("unrolled.steps=2", "featureMatching=true");

    private static final List<String> OF_PATCHES =
            List.of(
                    "packing=2",
                    "minibatchDeviation.group=2",
                    "historicalAveraging=true",
                    "instanceNoise.steps=4",
                    BALANCE,
                    "smoothing=0.9");

    private static final List<String> CURES =
            List.of(
                    "packing=2",
                    "unrolled.steps=2",
                    "minibatchDiscrimination.kernels=6",
                    "minibatchDeviation.group=2",
                    "featureMatching=true",
                    "historicalAveraging=true",
                    "instanceNoise.steps=4",
                    NORM,
                    BALANCE,
                    "smoothing=0.9");

    @TempDir Path folder;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Cures cures(String... assignments) {
        Binder binder = Binder.with(Choices.of(Rule.class, Map.of("sgd", Sgd.rate(0.1))));
        List<String> all =
                Stream.of(assignments).flatMap(each -> Stream.of(each.split(" "))).toList();
        return binder.bind(Cures.NONE, Settings.ofAssignments(all));
    }

    static Stream<Arguments> oftenUsed() {
        return Stream.of("gan", "dcgan", "bigan", "vae-gan", "pix2pix")
                .flatMap(
                        paper ->
                                CURES.stream()
                                        .filter(cure -> !refused(paper).contains(cure))
                                        .map(cure -> Arguments.of(paper, cure)));
    }

    private static Run<?> run(String paper, long steps, String... assignments) {
        return run(Zoo.find(paper).orElseThrow(), cures(assignments), 4, steps);
    }

    private static <B> Run<B> run(Recipe<?, B> recipe, Cures cures, int batch, long steps) {
        Recipe.Sample sample = new Recipe.Sample(DIGITS.shape(), DIGITS.classes().size(), cures);
        DataFeed<RawPictures, B> feed =
                DataFeed.of(
                        DIGITS,
                        batch,
                        new Randomness(5),
                        raw -> {
                            Sample drawn = Sample.of(raw, Device.CPU);
                            Tensor second =
                                    recipe.intake().ofPairs() ? drawn.real() : drawn.classes();
                            return recipe.intake().batch().apply(drawn.real(), second);
                        });
        return new Run<>(
                recipe.make(sample, new Randomness(5)), Plan.steps(steps), feed, World.ALONE);
    }

    private static void train(Run<?> run, Hook... hooks) {
        new Trainer(List.of(hooks), Rescue.NONE, () -> false).train(run);
    }

    private static Map<String, float[]> weights(Run<?> run) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        Scope.run(
                () ->
                        run.gan()
                                .weights()
                                .forEach((name, weight) -> copies.put(name, weight.toFloats())));
        return copies;
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("oftenUsed")
    void goesOnFromTheDiskBitForBit(String paper, String cure) {
        CheckpointStore store = CheckpointStore.in(folder.resolve(paper));
        Map<String, float[]> expected;
        try (Run<?> whole = run(paper, 4, cure);
                Run<?> plain = run(paper, 4)) {
            List<Long> alive = new ArrayList<>();
            train(whole, after -> alive.add(Scope.liveNativeObjects()));
            expected = weights(whole);
            // Fewer when the collector comes to the random streams of runs before this one.
            assertThat(alive.get(4)).as("native objects").isLessThanOrEqualTo(alive.get(3));
            train(plain);
            Map<String, float[]> uncured = weights(plain);
            String kept =
                    expected.keySet().stream()
                            .filter(name -> name.endsWith(".weight"))
                            .filter(uncured::containsKey)
                            .findFirst()
                            .orElseThrow();
            assertThat(expected.get(kept))
                    .as("the cure must change something")
                    .isNotEqualTo(uncured.get(kept));
        }
        try (Run<?> first = run(paper, 2, cure)) {
            train(first, new Saver(store, Retention.keep(2), 1, step -> {}));
        }
        try (Run<?> second = run(paper, 4, cure)) {
            assertThat(new Saver(store, Retention.keep(2), 100, step -> {}).resume(second))
                    .isPresent();
            train(second);
            weights(second)
                    .forEach(
                            (name, values) ->
                                    assertThat(values).as(name).isEqualTo(expected.get(name)));
        }
    }

    /** One step under each cure, or one clear line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gan",
                "cgan",
                "cdcgan",
                "lsgan",
                "wgan",
                "wgan-gp",
                "sngan",
                "unrolled",
                "unrolled-dcgan",
                "bigan",
                "ali",
                "vae-gan",
                "encoder-gan",
                "cyclegan",
                "pix2pix",
                "srgan"
            })
    void everyPaperTakesEveryCureOrSaysWhyNot(String paper) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (String cure : CURES) {
            try (Run<?> run = run(paper, 1, cure)) {
                train(run);
                assertThat(run.step()).isEqualTo(1);
            } catch (ConfigException refusal) {
                assertThat(refusal.getMessage()).hasLineCount(1);
                refusals.put(cure, refusal.getMessage().split("[.:]")[0]);
            }
        }
        assertThat(refusals.keySet()).containsExactlyElementsOf(refused(paper));
    }

    private static List<String> refused(String paper) {
        return switch (paper) {
            case "wgan" -> List.of("unrolled.steps=2", BALANCE, "smoothing=0.9");
            case "wgan-gp" -> List.of(BALANCE, "smoothing=0.9");
            case "sngan" -> List.of("smoothing=0.9");
            // It looks ahead already, and has no batch normalisation to replace.
            case "unrolled" -> List.of("featureMatching=true", "virtualBatchNorm.samples=3");
            case "unrolled-dcgan" -> List.of("featureMatching=true");
            case "bigan", "ali", "vae-gan" -> OF_TWO_PLAYERS;
            // Its discriminator's loss is its own, and its generator is in two stages.
            case "encoder-gan" ->
                    Stream.of(OF_TWO_PLAYERS, List.of(NORM, BALANCE, "smoothing=0.9"))
                            .flatMap(List::stream)
                            .toList();
            // Every patch has a score, so there is no vector of features to compare.
            case "cyclegan", "pix2pix", "srgan" ->
                    CURES.stream().filter(cure -> !OF_PATCHES.contains(cure)).toList();
            default -> List.of();
        };
    }

    @Test
    void curesGoTogether() {
        try (Run<?> run =
                run(
                        "dcgan",
                        2,
                        "packing=2",
                        "unrolled.steps=1",
                        "unrolled.objective=own",
                        "minibatchDiscrimination.kernels=4",
                        "minibatchDeviation=true",
                        "historicalAveraging.weight=0.1",
                        "instanceNoise=true",
                        "smoothing=0.9")) {
            train(run);
            assertThat(run.gan().weights())
                    .containsKeys(
                            "discriminator.layers.1.weight", // behind the pack
                            "view.views.0.level",
                            "standing.ofGenerator.means.0");
        }
    }

    @Test
    void settingsReachThePlayers() {
        Recipe<?, ?> recipe = Zoo.find("gan").orElseThrow();
        Recipe.Sample sample =
                new Recipe.Sample(
                        DIGITS.shape(),
                        10,
                        cures(
                                "packing=3",
                                "unrolled=true",
                                "historicalAveraging.weight=2",
                                "balance=true"));
        TwoPlayer<?> players = (TwoPlayer<?>) recipe.make(sample, new Randomness(1));
        assertThat(players.pack().samples()).isEqualTo(3);
        assertThat(players.game().tactics().unrolled()).contains(Unrolling.PAPER);
        assertThat(players.game().tactics().historicalAveraging())
                .contains(new HistoricalAveraging(2));
        assertThat(players.game().tactics().balance()).contains(Balance.STANDARD);
        assertThat(cures("featureMatching=true").featureMatching()).contains(FeatureMatching.PAPER);
    }

    @Test
    void refusalsAreClear() {
        assertThatThrownBy(() -> run("wgan", 1, "unrolled=true"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("unrolled: cannot look through bounds");
        assertThatThrownBy(() -> run("sngan", 1, "smoothing=0.9"))
                .hasMessage(
                        "cures.smoothing: the loss Hinge has no label to smooth; expected nonSaturating, minimax or leastSquares");
        assertThatThrownBy(() -> run("unrolled", 1, "virtualBatchNorm=true"))
                .hasMessageStartingWith("cures.virtualBatchNorm: this generator has no batch");
        assertThatThrownBy(() -> run("vae-gan", 1, "unrolled=true"))
                .hasMessageStartingWith(
                        "cures.unrolled: it is for one generator against one discriminator and nothing besides; choose ");
        assertThatThrownBy(() -> run("encoder-gan", 1, "smoothing=0.9"))
                .hasMessageStartingWith(
                        "cures.smoothing: the discriminator of this paper has a loss of its own; choose ");
        assertThatThrownBy(() -> run("srresnet", 1, "instanceNoise=true"))
                .hasMessageStartingWith("cures: this game has no discriminator; set a weight");
        assertThatThrownBy(() -> run("esrgan", 1, "balance=true"))
                .hasMessageStartingWith(
                        "cures.balance: it counts how often the discriminator is right, and the loss RelativisticAverage has no score");
    }

    /** Judged by packing, which a discriminator must be built with; two players take the rest. */
    @Test
    void thePapersToChooseAreAllThatHaveAPlaceForCures() {
        List<String> taking =
                Zoo.recipes().stream()
                        .filter(CuresTest::packsTwoPlayers)
                        .map(Recipe::name)
                        .toList();
        assertThat(Cures.PAPERS.split(", | or ")).containsExactlyInAnyOrderElementsOf(taking);
    }

    private static boolean packsTwoPlayers(Recipe<?, ?> recipe) {
        Recipe.Sample sample =
                new Recipe.Sample(DIGITS.shape(), DIGITS.classes().size(), cures("packing=2"));
        try {
            return recipe.make(sample, new Randomness(1)) instanceof TwoPlayer;
        } catch (ConfigException refusal) {
            assertThat(refusal).hasMessageEndingWith("; choose " + Cures.PAPERS);
            return false;
        }
    }

    /** StyleGANs compare groups of 4 themselves, so only another group would do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"stylegan1", "stylegan2", "stylegan3"})
    void aDeviationThatTheDiscriminatorIsNotBuiltWithIsRefused(String paper) {
        assertThatThrownBy(() -> run(paper, 1, "minibatchDeviation.group=2").close())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "cures.minibatchDeviation: this paper's discriminator has no place for it");
        run(paper, 1, "minibatchDeviation=true").close();
    }
}
