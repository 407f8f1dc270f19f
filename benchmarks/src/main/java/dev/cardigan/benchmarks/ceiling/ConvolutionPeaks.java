package dev.cardigan.benchmarks.ceiling;

import dev.cardigan.benchmarks.harness.Window;
import dev.cardigan.benchmarks.work.Convolution;
import dev.cardigan.benchmarks.work.Dcgan64;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Forward convolutions: the ten of DCGAN 64 and one that is large and well shaped, each contiguous
 * and channels last, whichever is faster.
 */
final class ConvolutionPeaks {

    /** 38.7 GFLOP at batch 32: 256 channels at 32x32 keep every vector unit full. */
    static final Convolution LARGE = new Convolution("large", false, 256, 256, 3, 1, 1, 32);

    static final int LARGE_BATCH = 32;

    private static final List<MemoryFormat> LAYOUTS =
            List.of(MemoryFormat.Contiguous, MemoryFormat.ChannelsLast);

    /** Seconds for each shape, layout and precision: 44 of them. */
    private final double budget;

    ConvolutionPeaks(double budget) {
        this.budget = budget;
    }

    /** The best single convolution, and DCGAN 64's ten together, in GFLOP/s. */
    List<Window> measure(Precision precision) {
        long started = System.nanoTime();
        Peak best = peak(LARGE, LARGE_BATCH, precision);
        long flops = 0;
        double seconds = 0;
        for (Convolution layer : layers()) {
            Peak peak = peak(layer, Dcgan64.BATCH, precision);
            best = Peak.faster(best, peak);
            flops += peak.flops();
            seconds += peak.seconds();
        }
        double elapsed = (System.nanoTime() - started) / 1e9;
        Peak together = new Peak("all ten, forward, each in its faster layout", flops, seconds);
        return List.of(
                window("convolution " + precision.label(), best, elapsed),
                window("dcgan64 convolutions " + precision.label(), together, elapsed));
    }

    private static List<Convolution> layers() {
        List<Convolution> layers = new ArrayList<>(Dcgan64.GENERATOR);
        layers.addAll(Dcgan64.DISCRIMINATOR);
        return layers;
    }

    /** The faster layout of one shape. */
    // Scope and guard work by being open; nothing in the block has to name them.
    @SuppressWarnings("try")
    Peak peak(Convolution shape, int batch, Precision precision) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGradients = new NoGradGuard()) {
            Peak best = peak(shape, batch, precision, LAYOUTS.get(0));
            for (MemoryFormat layout : LAYOUTS.subList(1, LAYOUTS.size())) {
                best = Peak.faster(best, peak(shape, batch, precision, layout));
            }
            return best;
        }
    }

    private Peak peak(Convolution shape, int batch, Precision precision, MemoryFormat layout) {
        Tensor input = random(shape.inputShape(batch), precision, layout);
        Tensor weight = random(shape.weightShape(), precision, layout);
        String label = shape + ", batch " + batch + ", " + layout;
        return Peak.of(label, batch * shape.flops(), budget, () -> convolve(shape, input, weight));
    }

    /** {@code [batch, in, side, side] -> [batch, out, side', side']}. */
    static Tensor convolve(Convolution shape, Tensor input, Tensor weight) {
        long[] stride = {shape.stride(), shape.stride()};
        long[] padding = {shape.padding(), shape.padding()};
        long[] one = {1, 1};
        TensorOptional noBias = new TensorOptional();
        if (shape.transposed()) {
            long[] noOutputPadding = {0, 0};
            return torch.conv_transpose2d(
                    input, weight, noBias, stride, padding, noOutputPadding, 1, one);
        }
        return torch.conv2d(input, weight, noBias, stride, padding, one, 1);
    }

    static Tensor random(long[] shape, Precision precision, MemoryFormat layout) {
        return torch.randn(shape)
                .to(precision.type(), false, true, new MemoryFormatOptional(layout));
    }

    private static Window window(String measure, Peak peak, double seconds) {
        return Window.ended(measure, peak.rate(), "GFLOP/s", seconds, peak.label());
    }
}
