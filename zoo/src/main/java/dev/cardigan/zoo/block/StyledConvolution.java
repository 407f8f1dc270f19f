package dev.cardigan.zoo.block;

import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * A modulated convolution, noise, a bias and an activation. Karras et al. 2020,
 * https://arxiv.org/abs/1912.04958, figure 2d.
 *
 * @param affine from a style to the scales of the input channels
 * @param weight [out, in, kernel, kernel]
 * @param noiseStrength scalar, starts at 0
 * @param noise the constant noise, [side, side]
 * @param bias [out]
 */
public record StyledConvolution(
        EqualisedLinear affine,
        Parameter weight,
        Parameter noiseStrength,
        Buffer noise,
        Parameter bias,
        ModulatedConvolution convolution,
        GainedActivation activation)
        implements Network {

    /** Which noise is added. */
    public enum Noise {
        /** New for every picture: variety in details while training. */
        RANDOM,
        /** Always the same: the same picture again. */
        CONSTANT,
        NONE;

        /**
         * What is added to features of [batch, channels, side, side].
         *
         * @param strength scalar, or [channels, 1, 1]
         * @param constant [side, side]
         */
        Optional<Tensor> of(Tensor strength, Tensor constant, long batch, RandomSource random) {
            return switch (this) {
                case NONE -> Optional.empty();
                case CONSTANT -> Optional.of(constant.mul(strength));
                case RANDOM ->
                        Optional.of(
                                random.normal(batch, 1, constant.size(0), constant.size(1))
                                        .to(constant.device())
                                        .mul(strength));
            };
        }
    }

    /**
     * @param style length of a style
     * @param side of the pictures that come out
     */
    static StyledConvolution of(
            long in,
            long out,
            long style,
            int side,
            ResampledConvolution convolution,
            GainedActivation activation,
            RandomStream stream) {
        return new StyledConvolution(
                EqualisedLinear.affine(style, in, stream),
                new Parameter(stream.normal(out, in, 3, 3)),
                new Parameter(Tensor.full(0)),
                new Buffer(stream.normal(side, side)),
                new Parameter(Tensor.zeros(out)),
                new ModulatedConvolution(convolution, true, activation.early()),
                activation);
    }

    /**
     * @param x [batch, in, height, width]
     * @param style [batch, length]
     * @param random where random noise comes from
     */
    Tensor of(Tensor x, Tensor style, Noise kind, RandomSource random) {
        // What only lies between is freed at once: at 256x256 it is most of the memory of a pass.
        return Scope.tidy(() -> styled(x, style, kind, random));
    }

    private Tensor styled(Tensor x, Tensor style, Noise kind, RandomSource random) {
        Tensor styles = affine.forward(style);
        // The activation's gain goes into what is smaller than the maps.
        double gain = activation.early();
        Tensor strength = noiseStrength.value().mul(gain);
        Optional<Tensor> added = kind.of(strength, noise.value(), x.size(0), random);
        Tensor y =
                Mode.isTraining() || ModulatedConvolution.kernelsAreLarger(x, weight.value())
                        ? convolution.scalingPictures(x, weight.value(), styles, added)
                        : convolution.scalingKernels(x, weight.value(), styles, added);
        Tensor shift = bias.value().mul(gain).reshape(-1, 1, 1);
        return activation.late().forward(Spread.add(y, shift));
    }
}
