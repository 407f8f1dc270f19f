package dev.cardigan.benchmarks.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.benchmarks.harness.Window;
import dev.cardigan.benchmarks.work.Convolution;
import dev.cardigan.benchmarks.work.Dcgan64;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CeilingTest {

    /** A thousand million million operations a second: no processor does that. */
    private static final double IMPOSSIBLE_GIGAFLOPS = 1e6;

    static Stream<Convolution> shapes() {
        return Stream.concat(
                Stream.of(ConvolutionPeaks.LARGE),
                Stream.concat(Dcgan64.GENERATOR.stream(), Dcgan64.DISCRIMINATOR.stream()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    // The scope frees the tensors by being open; nothing in the block has to name it.
    @SuppressWarnings("try")
    void convolutionDoesWhatItsFormulaCounts(Convolution shape) {
        try (PointerScope scope = new PointerScope()) {
            MemoryFormat layout = MemoryFormat.ChannelsLast;
            Tensor input = ConvolutionPeaks.random(shape.inputShape(2), Precision.FLOAT_32, layout);
            Tensor weight =
                    ConvolutionPeaks.random(shape.weightShape(), Precision.FLOAT_32, layout);
            Tensor output = ConvolutionPeaks.convolve(shape, input, weight);

            long side = shape.outputSide();
            assertThat(new long[] {output.size(0), output.size(1), output.size(2), output.size(3)})
                    .containsExactly(2, shape.outputChannels(), side, side);
        }
    }

    @Test
    void peakIsTheFastestRepetition() {
        Peak slow = new Peak("slow", 1_000_000_000, 0.5);
        Peak fast = new Peak("fast", 1_000_000_000, 0.25);

        assertThat(fast.rate()).isEqualTo(4);
        assertThat(Peak.faster(slow, fast)).isEqualTo(fast);
        assertThat(Peak.faster(fast, slow)).isEqualTo(fast);
    }

    @Test
    void repetitionsAreTimedAndTheFirstIsNot() {
        int[] runs = {0};

        Peak peak = Peak.of("counting", 1, 0, () -> runs[0]++);

        assertThat(runs[0]).isEqualTo(1 + 3);
        assertThat(peak.seconds()).isPositive();
    }

    @Test
    void narrowProductIsMeasuredInBothPrecisions() {
        for (Precision precision : Precision.values()) {
            Window window = ProductPeaks.NARROW.measure(precision, 0.01);

            assertThat(window.measure()).isEqualTo("product 128 " + precision.label());
            assertThat(window.value()).isBetween(0.01, IMPOSSIBLE_GIGAFLOPS);
        }
    }

    @Test
    void convolutionIsMeasuredInItsFasterLayout() {
        Convolution layer = Dcgan64.DISCRIMINATOR.get(3);

        Peak peak = new ConvolutionPeaks(0.001).peak(layer, 2, Precision.FLOAT_32);

        assertThat(peak.flops()).isEqualTo(2 * layer.flops());
        assertThat(peak.rate()).isBetween(0.01, IMPOSSIBLE_GIGAFLOPS);
        assertThat(peak.label()).matches("D4 256->512 .* batch 2, (Contiguous|ChannelsLast)");
    }
}
