package dev.cardigan.zoo.block;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.InstanceNorm;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.Optional;

/**
 * A convolution, noise, a bias and an activation, whose maps are normalised one by one and then
 * given the scale and the shift of a style (adaptive instance normalisation). Karras et al. 2019,
 * https://arxiv.org/abs/1812.04948, figure 1b.
 *
 * @param convolution absent where the learned constant comes in
 * @param noiseStrength one for each map, [channels]; starts at 0
 * @param noise the constant noise, [side, side]
 * @param bias [channels]
 * @param affine from a style to the scales, less 1, and the shifts
 */
public record AdaptiveConvolution(
        Optional<EqualisedConvolution> convolution,
        Parameter noiseStrength,
        Buffer noise,
        Parameter bias,
        EqualisedLinear affine)
        implements Network {

    /**
     * The paper repeats pixels, convolves, then blurs by [1, 2, 1]; repeated pixels are zeros
     * between them under [1, 1], and both filters in one are this.
     */
    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    private static final InstanceNorm NORM = InstanceNorm.plain();

    /** On the learned constant. */
    static AdaptiveConvolution first(long channels, long style, RandomStream stream) {
        return of(Optional.empty(), channels, style, 4, stream);
    }

    /** To maps of twice the size. */
    static AdaptiveConvolution doubling(
            long in, long out, long style, int side, RandomStream stream) {
        return of(
                Optional.of(convolution(in, out, ResampledConvolution.doubling(3, FILTER), stream)),
                out,
                style,
                side,
                stream);
    }

    static AdaptiveConvolution same(long channels, long style, int side, RandomStream stream) {
        return of(
                Optional.of(convolution(channels, channels, ResampledConvolution.same(3), stream)),
                channels,
                style,
                side,
                stream);
    }

    private static EqualisedConvolution convolution(
            long in, long out, ResampledConvolution resampled, RandomStream stream) {
        return EqualisedConvolution.of(in, out, 3, resampled, GainedActivation.NONE, stream)
                .withoutBias();
    }

    private static AdaptiveConvolution of(
            Optional<EqualisedConvolution> convolution,
            long channels,
            long style,
            int side,
            RandomStream stream) {
        return new AdaptiveConvolution(
                convolution,
                new Parameter(Tensor.zeros(channels)),
                new Buffer(stream.normal(side, side)),
                new Parameter(Tensor.zeros(channels)),
                EqualisedLinear.of(style, 2 * channels, stream));
    }

    /**
     * @param x [batch, in, height, width]
     * @param style [batch, length]
     * @param random where random noise comes from
     */
    Tensor of(Tensor x, Tensor style, Noise kind, RandomSource random) {
        Tensor y = convolution.isPresent() ? convolution.get().forward(x) : x;
        long channels = y.size(1);
        Tensor strength = noiseStrength.value().reshape(-1, 1, 1);
        Optional<Tensor> added = kind.of(strength, noise.value(), y.size(0), random);
        if (added.isPresent()) {
            y = Spread.add(y, added.get());
        }
        y = Spread.add(y, bias.value().reshape(-1, 1, 1));
        Tensor even = NORM.forward(GainedActivation.LEAKY.forward(y));
        Tensor said = affine.forward(style).to(even.dtype()); // [batch, 2 * channels]
        Tensor scales = said.narrow(1, 0, channels).add(1).reshape(-1, channels, 1, 1);
        Tensor shifts = said.narrow(1, channels, channels).reshape(-1, channels, 1, 1);
        return even.mul(scales).add(shifts);
    }
}
