package dev.cardigan.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StyleBlocksTest {

    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    private final RandomStream stream = RandomStream.seeded(3);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private StyleGenerator<None> generator(double mixing, Noise noise, double truncation) {
        return new StyleGenerator<>(
                StyleMapping.of(8, 0, 8, 2, true, stream),
                StyleSynthesis.of(List.of(6L, 4L, 3L), 8, 1, GainedActivation.LEAKY, stream),
                Teller.nothing(),
                mixing,
                noise,
                truncation,
                stream);
    }

    private static double difference(Tensor one, Tensor other) {
        return one.sub(other).abs().largest().item();
    }

    @Test
    void scalingKernelsAndScalingPicturesAreTheSameAtEverySize() {
        for (ResampledConvolution convolution :
                List.of(
                        ResampledConvolution.same(3),
                        ResampledConvolution.doubling(3, FILTER),
                        ResampledConvolution.halving(3, FILTER))) {
            ModulatedConvolution modulated = new ModulatedConvolution(convolution, true, 1);
            Tensor x = stream.normal(3, 5, 8, 6);
            Tensor weight = stream.normal(4, 5, 3, 3);
            Tensor styles = stream.normal(3, 5);
            Tensor pictures = modulated.scalingPictures(x, weight, styles, Optional.empty());
            Tensor kernels = modulated.scalingKernels(x, weight, styles, Optional.empty());
            assertThat(difference(pictures, kernels)).isLessThan(1e-5);
        }
    }

    @Test
    void demodulatedFeaturesHaveVarianceOneWhateverTheStyle() {
        ModulatedConvolution modulated =
                new ModulatedConvolution(ResampledConvolution.same(3), true, 1);
        Tensor x = stream.normal(1, 16, 32, 32);
        Tensor styles = stream.normal(1, 16).mul(100);
        Tensor y =
                modulated.scalingPictures(x, stream.normal(8, 16, 3, 3), styles, Optional.empty());
        assertThat(y.standardDeviation().item()).isCloseTo(1, within(0.05));
    }

    @Test
    void aGainAppliedEarlyOrLateIsTheSame() {
        Tensor x = stream.normal(50);
        for (GainedActivation activation :
                List.of(
                        GainedActivation.LEAKY.limited(OptionalDouble.of(0.5)),
                        GainedActivation.NONE.scaled(3),
                        GainedActivation.of(Activation.TANH, 2))) {
            Tensor late = activation.late().forward(x.mul(activation.early()));
            assertThat(difference(activation.forward(x), late)).isLessThan(1e-6);
        }
        assertThat(GainedActivation.LEAKY.early()).isEqualTo(Math.sqrt(2));
        assertThat(GainedActivation.of(Activation.TANH, 2).early()).isEqualTo(1);
    }

    @Test
    void whatIsSpreadOverNarrowMapsInBfloat16IsAddedToEach() {
        for (long channels : new long[] {3, 32}) {
            Tensor maps = stream.normal(2, channels, 4, 4).channelsLast();
            Tensor bias = stream.normal(channels, 1, 1);
            Tensor sum = Spread.add(maps.to(DType.BF16), bias);
            assertThat(sum.dtype()).isEqualTo(DType.BF16);
            assertThat(difference(sum.to(DType.F32), maps.add(bias))).isLessThan(0.05);
            assertThat(difference(Spread.add(maps, bias), maps.add(bias))).isZero();
        }
    }

    /** Two tensors a resolution, and the constant it begins with, unsqueezed and expanded. */
    @Test
    void whatLiesBetweenTheResolutionsIsFreedDuringThePass() throws InterruptedException {
        StyleSynthesis synthesis =
                StyleSynthesis.of(List.of(6L, 4L, 3L), 8, 1, GainedActivation.LEAKY, stream);
        Tensor styles = stream.normal(2, synthesis.styles(), 8);
        long before = NativeObjects.settled();
        long during =
                Scope.tidy(
                        () -> {
                            synthesis.stages(styles, Noise.CONSTANT, stream);
                            return Scope.liveNativeObjects();
                        });
        assertThat(during - before).isBetween(1L, 2L * 3 + 2);
    }

    @Test
    void resizingWithoutAFilterIsRefused() {
        ResampledConvolution.Border none = new ResampledConvolution.Border(0, 0, 0, 0);
        assertThatThrownBy(() -> new ResampledConvolution(Optional.empty(), 2, 1, none, 1, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("up 2");
    }

    @Test
    void samplesAreTheSameTwiceAndTrainingPicturesAreNot() {
        StyleGenerator<None> generator = generator(0, Noise.RANDOM, 1);
        generator
                .synthesis()
                .blocks()
                .forEach(block -> block.keeping().noiseStrength().value().fill(1));
        Tensor latents = stream.normal(2, 8);
        Tensor once = generator.forward(latents, None.NONE);
        assertThat(difference(once, generator.forward(latents, None.NONE))).isPositive();
        Tensor sample = sampled(generator, latents);
        assertThat(difference(sample, sampled(generator, latents))).isZero();
        assertThat(sample.shape()).containsExactly(2, 1, 16, 16);
    }

    private static Tensor sampled(StyleGenerator<None> generator, Tensor latents) {
        return Mode.EVALUATION.during(() -> generator.forward(latents, None.NONE));
    }

    @Test
    void noTruncationLeftMakesOnePictureOfAllLatents() {
        StyleGenerator<None> generator = generator(0, Noise.NONE, 0);
        Tensor pictures = sampled(generator, stream.normal(2, 8));
        assertThat(difference(pictures.select(0, 0), pictures.select(0, 1))).isLessThan(1e-6);
    }

    @Test
    void mixedStylesAreThoseOfOneLatentUpToTheCutAndOfAnotherAfterIt() {
        StyleGenerator<None> generator = generator(1, Noise.NONE, 1);
        Tensor styles = generator.styles(stream.normal(3, 8), None.NONE);
        long count = generator.synthesis().styles();
        assertThat(styles.shape()).containsExactly(3, count, 8);
        int changes = 0;
        for (int i = 1; i < count; i++) {
            changes += difference(styles.select(1, i), styles.select(1, i - 1)) > 0 ? 1 : 0;
        }
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void theMeanStyleFollowsWhileTrainingOnly() {
        StyleGenerator<None> generator = generator(0, Noise.NONE, 1);
        Tensor mean = generator.mapping().mean().orElseThrow().value();
        sampled(generator, stream.normal(4, 8));
        assertThat(mean.abs().largest().item()).isZero();
        Tensor styles = generator.styles(stream.normal(4, 8), None.NONE);
        Tensor expected = styles.select(1, 0).mean(false, 0).mul(0.005);
        assertThat(difference(mean, expected)).isLessThan(1e-7);
    }

    @Test
    void presetsHaveThePapersWidths() {
        assertThat(StylePreset.AUTO.numbers(256).widths(256))
                .containsExactly(512L, 512L, 512L, 512L, 256L, 128L, 64L);
        assertThat(StylePreset.STYLEGAN2.numbers(1024).widths(1024))
                .containsExactly(512L, 512L, 512L, 512L, 512L, 256L, 128L, 64L, 32L);
        assertThat(StylePreset.AUTO.numbers(256).gamma()).isCloseTo(0.8192, within(1e-12));
        assertThat(StylePreset.SMALL.numbers(64).gamma()).isCloseTo(0.4, within(1e-12));
        assertThat(StylePreset.CIFAR.numbers(32).pathLength()).isZero();
    }

    @Test
    void weightsHaveTheAuthorsNames() {
        assertThat(StyleGenerator.NAMES.of("synthesis.blocks.2.enlarging.noiseStrength"))
                .isEqualTo("synthesis.b16.conv0.noise_strength");
        assertThat(StyleDiscriminator.names(64).of("fromPicture.weight"))
                .isEqualTo("b64.fromrgb.weight");
        assertThat(AggregatedPair.NAMES.of("body.stages.1.layers.2.first.bias"))
                .isEqualTo("MainLayers.1.Layers.2.NonLinearity1.Bias");
    }
}
