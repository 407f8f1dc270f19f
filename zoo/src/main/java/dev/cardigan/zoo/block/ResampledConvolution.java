package dev.cardigan.zoo.block;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * A convolution that enlarges or shrinks pictures through a filter, in the order that costs least.
 * All orders give the same numbers: between the steps nothing is cut off that counts. Karras et al.
 * 2020, https://arxiv.org/abs/1912.04958, appendix B.
 *
 * @param filter absent where the size stays
 * @param up factor of enlargement
 * @param down factor of shrinking
 * @param border zeros around the enlarged picture
 * @param groups of channels
 * @param turned whether kernels are turned around, as in a true convolution; else they are laid on
 *     as they are
 */
public record ResampledConvolution(
        Optional<FirFilter> filter, int up, int down, Border border, long groups, boolean turned) {

    /** Zeros at the four sides, in pixels. */
    public record Border(int left, int right, int top, int bottom) {
        static Border all(int pixels) {
            return new Border(pixels, pixels, pixels, pixels);
        }
    }

    public ResampledConvolution {
        if (filter.isEmpty() && (up > 1 || down > 1)) {
            throw new ConfigException(
                    "resampled convolution: expected a filter to change the size with, found none for up "
                            + up
                            + " and down "
                            + down);
        }
    }

    /** The size stays, for odd kernels. */
    public static ResampledConvolution same(long kernel) {
        return new ResampledConvolution(Optional.empty(), 1, 1, around(kernel), 1, false);
    }

    /** Twice as large; kernels are turned, as StyleGAN's are. */
    public static ResampledConvolution doubling(long kernel, FirFilter filter) {
        return new ResampledConvolution(Optional.of(filter), 2, 1, around(kernel), 1, true);
    }

    /** Half as large. */
    public static ResampledConvolution halving(long kernel, FirFilter filter) {
        return new ResampledConvolution(Optional.of(filter), 1, 2, around(kernel), 1, false);
    }

    private static Border around(long kernel) {
        return Border.all((int) kernel / 2);
    }

    public ResampledConvolution inGroups(long value) {
        return new ResampledConvolution(filter, up, down, border, value, turned);
    }

    /** Without a bias. */
    public Tensor of(Tensor x, Tensor weight) {
        return of(x, weight, Optional.empty());
    }

    /**
     * @param x [batch, in, height, width]
     * @param weight [out, in / groups, kernel, kernel]
     * @param bias [out]
     */
    public Tensor of(Tensor x, Tensor weight, Optional<Tensor> bias) {
        if (filter.isEmpty()) {
            return onBorder(x, weight, bias);
        }
        FirResample.Axis along = axis(border.left(), border.right(), filter.get().width());
        FirResample.Axis across = axis(border.top(), border.bottom(), filter.get().height());
        if (up > 1) {
            Tensor large = enlarged(x, weight, along, across);
            return bias.isPresent() ? Spread.add(large, bias.get().reshape(-1, 1, 1)) : large;
        }
        if (weight.size(2) == 1) { // nothing mixes pixels but the filter: fewer of them first
            Tensor small = new FirResample(filter.get(), along, across).forward(x);
            return correlated(small, weight, bias, 1);
        }
        Tensor smooth = new FirResample(filter.get(), along.downBy(1), across.downBy(1)).forward(x);
        return correlated(smooth, weight, bias, down);
    }

    /** Where both change, the filter is passed twice: after enlarging, and before shrinking. */
    private Tensor enlarged(
            Tensor x, Tensor weight, FirResample.Axis along, FirResample.Axis across) {
        FirFilter brighter = filter.orElseThrow().times((double) up * up);
        Tensor large;
        if (weight.size(2) == 1) {
            Tensor mixed = correlated(x, weight, Optional.empty(), 1);
            large = new FirResample(brighter, along.downBy(1), across.downBy(1)).forward(mixed);
        } else {
            large =
                    new FirResample(
                                    brighter,
                                    afterTransposed(along, weight.size(3)),
                                    afterTransposed(across, weight.size(2)))
                            .forward(transposed(x, weight));
        }
        if (down == 1) {
            return large;
        }
        FirResample.Axis shrinking = new FirResample.Axis(1, 0, 0, down);
        return new FirResample(filter.orElseThrow(), shrinking, shrinking).forward(large);
    }

    /** The border that one side of the kernel and of the filter, passed up to twice, need. */
    private FirResample.Axis axis(int before, int after, int taps) {
        int grown = up > 1 ? 1 : 0;
        int shrunk = down > 1 ? 1 : 0;
        return new FirResample.Axis(
                up,
                before + grown * ((taps + up - 1) / 2) + shrunk * ((taps - down + 1) / 2),
                after + grown * ((taps - up) / 2) + shrunk * ((taps - down) / 2),
                down);
    }

    /** What is left to add once a transposed convolution has let the kernel stand out. */
    private FirResample.Axis afterTransposed(FirResample.Axis axis, long kernel) {
        int extent = (int) kernel;
        return new FirResample.Axis(1, axis.before() - (extent - 1), axis.after() + up - extent, 1);
    }

    private Tensor onBorder(Tensor x, Tensor weight, Optional<Tensor> bias) {
        if (border.equals(Border.all(border.left()))) {
            return x.conv(laidOn(weight), bias, 1, border.left(), 1, groups);
        }
        Tensor larger =
                x.pad(3, border.left(), border.right()).pad(2, border.top(), border.bottom());
        return correlated(larger, weight, bias, 1);
    }

    private Tensor laidOn(Tensor weight) {
        return turned && weight.size(2) > 1 ? weight.flip(2, 3) : weight;
    }

    private Tensor correlated(Tensor x, Tensor weight, Optional<Tensor> bias, long stride) {
        return x.conv(laidOn(weight), bias, stride, 0, 1, groups);
    }

    /** Spreads every pixel by the kernel as it is: a true convolution with the zeros inserted. */
    private Tensor transposed(Tensor x, Tensor weight) {
        Tensor kernels = turned ? weight : weight.flip(2, 3);
        long in = weight.size(1);
        long out = weight.size(0) / groups;
        Tensor swapped = // [groups * in, out, kernel, kernel]
                groups == 1
                        ? kernels.transpose(0, 1)
                        : kernels.reshape(groups, out, in, weight.size(2), weight.size(3))
                                .transpose(1, 2)
                                .reshape(groups * in, out, weight.size(2), weight.size(3));
        return x.convTranspose(swapped, Optional.empty(), up, 0, 0, groups);
    }
}
