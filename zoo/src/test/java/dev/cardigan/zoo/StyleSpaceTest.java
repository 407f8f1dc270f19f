package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.latent.Distance;
import dev.cardigan.latent.Layers;
import dev.cardigan.latent.Projector;
import dev.cardigan.latent.Space;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.zoo.block.StyleGenerator;
import dev.cardigan.zoo.block.StyleSynthesis;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The latent tools on the generators of the zoo. */
class StyleSpaceTest {

    private static final Recipe.Sample SAMPLE = new Recipe.Sample(new SampleShape(1, 16, 16), 0);
    private static final Tensor NO_CLASSES = Tensor.of(new long[] {0, 0, 0}, 3);

    private final RandomStream stream = RandomStream.seeded(4);
    private final Generative gan = styled(1);
    private final Space space = Space.of(gan);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Generative styled(long seed) {
        StyleGan2.Settings small = StyleGan2.RECIPE.settings().apply(SAMPLE);
        StyleGan2.Settings tiny =
                new StyleGan2.Settings(
                        small.preset(),
                        Optional.of(8L),
                        small.breadth(),
                        Optional.of(8L),
                        small.depth(),
                        small.learningRate(),
                        small.gamma(),
                        small.pathLength(),
                        small.mixing(),
                        small.clamp(),
                        small.truncation());
        return StyleGan2.of(tiny, SAMPLE, new Randomness(seed));
    }

    private static <T> T drawing(Supplier<T> body) {
        return Gradient.untracked(() -> Mode.EVALUATION.during(body));
    }

    private static double apart(Tensor one, Tensor other) {
        return one.sub(other).abs().largest().item();
    }

    @Test
    void codesAreWhatTheGeneratorDrawsFrom() {
        drawing(
                () -> {
                    Tensor latents = gan.latents(stream, 3);
                    Tensor drawn = gan.generate(latents, NO_CLASSES);
                    Tensor codes = space.codes(latents, NO_CLASSES);
                    assertThat(codes.shape()).containsExactly(3, 6, 8);
                    Tensor painted = space.paint(codes, NO_CLASSES, List.of());
                    assertThat(apart(drawn, painted)).isZero();
                    List<Tensor> own = new ArrayList<>();
                    space.noises().forEach(each -> own.add(each.unsqueeze(0).unsqueeze(0)));
                    assertThat(own).hasSize(5);
                    assertThat(apart(space.paint(codes, NO_CLASSES, own), drawn)).isLessThan(1e-6);
                    return true;
                });
    }

    @Test
    void withoutVarietyAllAreTheMean() {
        drawing(
                () -> {
                    Tensor codes = space.codes(gan.latents(stream, 3), NO_CLASSES);
                    Tensor none = space.truncated(codes, 0);
                    assertThat(apart(none.narrow(0, 0, 1), none.narrow(0, 2, 1))).isZero();
                    assertThat(apart(space.truncated(codes, 1), codes)).isZero();
                    return true;
                });
    }

    @Test
    void mixingFineLayersLeavesCoarseStagesAsTheyAre() {
        StyleSynthesis synthesis = ((StyleGenerator<?>) gan.sampler()).synthesis();
        drawing(
                () -> {
                    Tensor codes = space.codes(gan.latents(stream, 3), NO_CLASSES);
                    Tensor others = space.codes(gan.latents(stream, 3), NO_CLASSES);
                    // Layers 4 and 5 are read at 16x16 only.
                    Tensor mixed = new Layers(4, 5).exchanged(codes, others);
                    List<StyleSynthesis.Stage> before =
                            synthesis.stages(codes, Noise.CONSTANT, stream);
                    List<StyleSynthesis.Stage> after =
                            synthesis.stages(mixed, Noise.CONSTANT, stream);
                    assertThat(apart(before.get(0).picture(), after.get(0).picture())).isZero();
                    assertThat(apart(before.get(1).features(), after.get(1).features())).isZero();
                    assertThat(apart(before.get(2).picture(), after.get(2).picture()))
                            .isGreaterThan(1e-3);
                    return true;
                });
    }

    @Test
    void everyLayerHasAReadingOfTheLengthOfAStyle() {
        List<Tensor> readings = space.readings();
        assertThat(readings).hasSize(space.layers());
        readings.forEach(reading -> assertThat(reading.size(1)).isEqualTo(8));
        StyleGenerator<?> generator = (StyleGenerator<?>) gan.sampler();
        assertThat(readings.get(0).shape())
                .isEqualTo(
                        generator
                                .synthesis()
                                .blocks()
                                .get(0)
                                .keeping()
                                .affine()
                                .weight()
                                .value()
                                .shape());
    }

    /** A drawn picture and how near descent comes to it, as a share of where it began. */
    private double shareLeft(Projector projector, Optional<ClassifierExtractor> extractor) {
        return Mode.EVALUATION.during(
                () ->
                        Scope.tidy(
                                () -> {
                                    Tensor one = Tensor.of(new long[] {0}, 1);
                                    Tensor codes =
                                            Gradient.untracked(
                                                    () ->
                                                            space.codes(
                                                                    gan.latents(stream, 200),
                                                                    Tensor.zeros(200)));
                                    Tensor target =
                                            Gradient.untracked(
                                                    () ->
                                                            space.paint(
                                                                    codes.narrow(0, 0, 1),
                                                                    one,
                                                                    List.of()));
                                    Distance distance =
                                            extractor
                                                    .map(
                                                            eyes ->
                                                                    Distance.ofFeatures(
                                                                            target, eyes, 1))
                                                    .orElseGet(() -> Distance.ofPixels(target));
                                    Projector.Start start =
                                            Projector.Start.mean(codes.select(1, 0), one);
                                    Projector.Found found =
                                            projector.find(
                                                    space,
                                                    start,
                                                    distance,
                                                    stream,
                                                    (step, now) -> {});
                                    Tensor again = space.paint(found.codes(), one, found.noises());
                                    assertThat(found.distances()).hasSize(projector.steps());
                                    return distance.of(again).item() / found.distances().get(0);
                                }));
    }

    @Test
    void aDrawnPictureIsFoundAgain() {
        Projector quick = Projector.PAPER.withSteps(150);
        assertThat(shareLeft(quick, Optional.empty())).isLessThan(0.05);
        assertThat(shareLeft(quick.inEveryLayer(), Optional.empty())).isLessThan(0.05);
    }

    @Test
    void aDrawnPictureIsFoundAgainByFeatures() {
        try (ClassifierExtractor eyes = ClassifierExtractor.random(1)) {
            assertThat(shareLeft(Projector.PAPER.withSteps(80), Optional.of(eyes))).isLessThan(0.3);
        }
    }

    @Test
    void projectionLeavesNoNativeObjectAndTheWeightsAtRest() throws InterruptedException {
        Projector few = Projector.PAPER.withSteps(3);
        shareLeft(few, Optional.empty());
        long before = NativeObjects.settled();
        shareLeft(few, Optional.empty());
        assertThat(Scope.liveNativeObjects()).isEqualTo(before);
        gan.sampler()
                .parameters()
                .forEach(each -> assertThat(each.value().requiresGradient()).isFalse());
    }

    @Test
    void generatorsWithoutStylesAreSearchedInTheirLatents() {
        for (Recipe<?, ?> recipe : List.of(Dcgan.RECIPE, OriginalGan.RECIPE, R3Gan.RECIPE)) {
            Generative plain = (Generative) recipe.make(SAMPLE, new Randomness(1));
            Space latents = Space.of(plain);
            assertThat(latents.name()).isEqualTo("z");
            assertThat(latents.readings().get(0).size(1)).isEqualTo(latents.length());
            drawing(
                    () -> {
                        Tensor z = plain.latents(stream, 3);
                        Tensor codes = latents.codes(z, NO_CLASSES);
                        assertThat(
                                        apart(
                                                latents.paint(codes, NO_CLASSES, List.of()),
                                                plain.generate(z, NO_CLASSES)))
                                .isZero();
                        assertThatThrownBy(() -> latents.truncated(codes, 0.5))
                                .isInstanceOf(ConfigException.class)
                                .hasMessageContaining("styles");
                        return true;
                    });
        }
    }

    @Test
    void theFirstLayersWeightIsWhatLatentsAreMultipliedWith() {
        Generative plain = (Generative) Dcgan.RECIPE.make(SAMPLE, new Randomness(1));
        Tensor weight = Space.of(plain).readings().get(0);
        Tensor z = stream.normal(2, weight.size(1));
        Tensor kernel = plain.sampler().parameters().get(0).value(); // [in, out, 4, 4]
        Tensor by = z.reshape(2, -1, 1, 1).convTranspose(kernel, Optional.empty(), 1, 0, 0);
        Tensor product = z.matmul(weight.transpose(0, 1));
        assertThat(apart(by.reshape(2, -1), product)).isCloseTo(0, within(1e-5));
    }

    @Test
    void noiseOfAnotherNumberOrSizeIsRefused() {
        drawing(
                () -> {
                    Tensor codes = space.codes(gan.latents(stream, 3), NO_CLASSES);
                    assertThatThrownBy(
                                    () ->
                                            space.paint(
                                                    codes,
                                                    NO_CLASSES,
                                                    List.of(stream.normal(1, 1, 4, 4))))
                            .isInstanceOf(ShapeException.class)
                            .hasMessageContaining("found only 1");
                    assertThatThrownBy(
                                    () ->
                                            space.paint(
                                                    codes,
                                                    NO_CLASSES,
                                                    List.of(stream.normal(1, 1, 5, 5))))
                            .isInstanceOf(ShapeException.class)
                            .hasMessageContaining("found [1, 1, 5, 5]");
                    return true;
                });
    }
}
