package dev.cardigan.zoo.block;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.nn.KaiserLowPass;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A modulated convolution, a bias, and an activation between enlarging and shrinking through low
 * passes, so that what it adds above the band is taken away again. Karras et al. 2021,
 * https://arxiv.org/abs/2106.12423, sections 2 and 3.2, appendix F.
 *
 * @param affine from a style to the scales of the input channels
 * @param weight [out, in, kernel, kernel]
 * @param bias [out]
 * @param magnitude running mean of the squares that came in, scalar; its root divides them
 * @param path what filters do
 */
public record AliasFreeLayer(
        EqualisedLinear affine, Parameter weight, Parameter bias, Buffer magnitude, Path path)
        implements Network {

    /**
     * Pictures drawn after which half of a running mean is new. Both players draw in a step, so
     * that is after 10,000 pictures of the data.
     */
    private static final double HALF_LIFE = 20_000;

    /** Taps of a filter at a rate of one sample, so many times as many at higher ones. */
    private static final int TAPS = 6;

    private static final double CLAMP = 256;
    private static final double EPSILON = 1e-8;

    /**
     * From one band to the next.
     *
     * @param enlarging to the rate of the activation; absent where nothing is filtered
     * @param shrinking to the rate of the next layer
     * @param activation at the high rate
     * @param toPicture a plain 1x1 convolution: no filters, no demodulation
     */
    public record Path(
            Optional<FirResample> enlarging,
            Optional<FirResample> shrinking,
            GainedActivation activation,
            boolean toPicture) {

        private static final Path PICTURE =
                new Path(
                        Optional.empty(),
                        Optional.empty(),
                        GainedActivation.NONE.limited(OptionalDouble.of(CLAMP)),
                        true);

        /** Two samples of the activation for each of the finer rate. */
        static Path between(AliasFreeSchedule.Band in, AliasFreeSchedule.Band out, int kernel) {
            int high = 2 * Math.max(in.rate(), out.rate());
            int up = high / in.rate();
            int down = high / out.rate();
            FirFilter wide = filter(in, TAPS * up, high);
            FirFilter thin = filter(out, TAPS * down, high);
            int needed = (out.size() - 1) * down + 1 + TAPS * up + TAPS * down - 2;
            int missing = needed - (in.size() + kernel - 1) * up;
            int before = Math.floorDiv(missing + up, 2);
            FirResample.Axis enlarged = new FirResample.Axis(up, before, missing - before, 1);
            FirResample.Axis shrunk = new FirResample.Axis(1, 0, 0, down);
            return new Path(
                    Optional.of(new FirResample(wide.times((double) up * up), enlarged, enlarged)),
                    Optional.of(new FirResample(thin, shrunk, shrunk)),
                    GainedActivation.LEAKY.limited(OptionalDouble.of(CLAMP)),
                    false);
        }

        private static FirFilter filter(AliasFreeSchedule.Band band, int taps, int rate) {
            return new KaiserLowPass(taps, band.cutoff(), band.halfWidth(), rate).filter();
        }

        /** Of maps that the activation's early gain has multiplied. */
        Tensor of(Tensor x) {
            Tensor large = enlarging.isPresent() ? enlarging.get().forward(x) : x;
            Tensor active = activation.late().forward(large);
            return shrinking.isPresent() ? shrinking.get().forward(active) : active;
        }
    }

    static AliasFreeLayer between(
            AliasFreeSchedule.Band before,
            AliasFreeSchedule.Band after,
            long in,
            long out,
            long style,
            RandomStream stream) {
        return of(in, out, 3, style, Path.between(before, after, 3), stream);
    }

    static AliasFreeLayer toPicture(long in, long out, long style, RandomStream stream) {
        return of(in, out, 1, style, Path.PICTURE, stream);
    }

    private static AliasFreeLayer of(
            long in, long out, int kernel, long style, Path path, RandomStream stream) {
        return new AliasFreeLayer(
                EqualisedLinear.affine(style, in, stream),
                new Parameter(stream.normal(out, in, kernel, kernel)),
                new Parameter(Tensor.zeros(out)),
                new Buffer(Tensor.full(1)),
                path);
    }

    /**
     * @param x [batch, in, size, size]
     * @param style [batch, length]
     */
    Tensor of(Tensor x, Tensor style) {
        follow(x);
        Tensor scales = affine.forward(style); // [batch, in]
        Tensor kernels = weight.value();
        long in = kernels.size(1);
        long kernel = kernels.size(2);
        // The activation's gain goes into what is smaller than its maps.
        double gain = path.activation().early();
        if (path.toPicture()) {
            scales = scales.mul(gain / Math.sqrt(in));
        } else {
            // Both of size 1, which demodulation undoes: the squares stay in range.
            kernels = kernels.mul(kernels.square().mean(true, 1, 2, 3).pow(-0.5));
            scales = scales.mul(scales.square().mean().pow(-0.5));
        }
        Tensor even = x.mul(magnitude.value().to(x.dtype()).pow(-0.5));
        Tensor scaled = even.mul(scales.to(x.dtype()).reshape(-1, in, 1, 1));
        Tensor y = scaled.conv(kernels.to(x.dtype()), Optional.empty(), 1, kernel - 1, 1, 1);
        if (!path.toPicture()) {
            Tensor power = kernels.square().sum(false, 2, 3); // [out, in]
            Tensor norm = scales.square().matmul(power.transpose(0, 1)).add(EPSILON).pow(-0.5);
            y = y.mul(norm.mul(gain).to(y.dtype()).reshape(-1, kernels.size(0), 1, 1));
        }
        return path.of(Spread.add(y, bias.value().mul(gain).reshape(-1, 1, 1)));
    }

    /** Lets the running mean follow, while training. */
    private void follow(Tensor x) {
        if (!Mode.isTraining()) {
            return;
        }
        Gradient.untracked(
                () -> {
                    Tensor running = magnitude.value();
                    Tensor now = x.detach().to(running.dtype()).square().mean();
                    double keep = Math.pow(0.5, x.size(0) / HALF_LIFE);
                    running.set(now.add(running.sub(now).mul(keep)));
                });
    }
}
