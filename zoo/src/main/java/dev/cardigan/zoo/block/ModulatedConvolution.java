package dev.cardigan.zoo.block;

import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * A convolution whose input channels are scaled by a style of each sample, and whose output
 * channels are scaled back to variance 1. Karras et al. 2020, https://arxiv.org/abs/1912.04958,
 * equations 1 to 3.
 *
 * @param demodulated whether outputs are scaled back
 * @param gain what every output is multiplied by besides, noise apart
 */
public record ModulatedConvolution(
        ResampledConvolution convolution, boolean demodulated, double gain) {

    private static final double EPSILON = 1e-8;

    /**
     * Whether scaled kernels of a sample take more memory than what comes in and out of it: then
     * pictures are scaled. Else, and without gradients, scaled kernels take less memory and time
     * (docs/performance.md).
     */
    static boolean kernelsAreLarger(Tensor x, Tensor weight) {
        long pixels = x.size(2) * x.size(3);
        return weight.count() > pixels * (weight.size(0) + weight.size(1));
    }

    /**
     * Scales inputs and outputs, in one convolution for all samples: what training takes, because
     * its gradients are those of an ordinary convolution.
     *
     * @param x [batch, in, height, width]
     * @param weight [out, in, kernel, kernel]
     * @param styles [batch, in]
     * @param noise added to every output channel, [batch or 1, 1, height, width]
     */
    public Tensor scalingPictures(Tensor x, Tensor weight, Tensor styles, Optional<Tensor> noise) {
        Tensor scaled = x.mul(styles.to(x.dtype()).reshape(-1, x.size(1), 1, 1));
        Tensor y = convolution.of(scaled, demodulated ? weight : gained(weight));
        if (demodulated) {
            Tensor power = weight.square().sum(false, 2, 3); // [out, in]
            Tensor norm = styles.square().matmul(power.transpose(0, 1)).add(EPSILON).pow(-0.5);
            y = y.mul(gained(norm).to(y.dtype()).reshape(-1, weight.size(0), 1, 1));
        }
        return noise.isPresent() ? Spread.add(y, noise.get()) : y;
    }

    /** The same numbers by scaling the kernels: one group of channels per sample. */
    public Tensor scalingKernels(Tensor x, Tensor weight, Tensor styles, Optional<Tensor> noise) {
        long batch = x.size(0);
        long in = x.size(1);
        long out = weight.size(0);
        long kernel = weight.size(2);
        Tensor kernels = // [batch, out, in, kernel, kernel]
                weight.unsqueeze(0).mul(styles.reshape(batch, 1, in, 1, 1));
        if (demodulated) {
            Tensor power = kernels.square().sum(true, 2, 3, 4);
            kernels = kernels.mul(power.add(EPSILON).pow(-0.5));
        }
        kernels = gained(kernels);
        Tensor y =
                convolution
                        .inGroups(batch)
                        .of(
                                x.reshape(1, batch * in, x.size(2), x.size(3)),
                                kernels.reshape(batch * out, in, kernel, kernel).to(x.dtype()));
        Tensor apart = y.reshape(batch, out, y.size(2), y.size(3));
        return noise.isPresent() ? Spread.add(apart, noise.get()) : apart;
    }

    private Tensor gained(Tensor factors) {
        return gain == 1 ? factors : factors.mul(gain);
    }
}
