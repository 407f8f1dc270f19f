package dev.cardigan.nn;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Tensor;

/**
 * Changes the size of pictures [batch, channels, height, width] with a filter against aliasing:
 * inserts zeros, pads or crops, convolves every channel with the filter, keeps every so many-th
 * pixel from the first. What StyleGAN2 calls upfirdn2d (Karras et al. 2020,
 * https://arxiv.org/abs/1912.04958, appendix B).
 */
public record FirResample(FirFilter filter, Axis x, Axis y) implements Layer {

    /**
     * What happens along one direction.
     *
     * @param up factor of enlargement by zeros
     * @param before zeros added in front, after enlargement; negative cuts off
     * @param after zeros added behind
     * @param down factor of thinning out
     */
    public record Axis(int up, int before, int after, int down) {

        public Axis {
            if (up < 1 || down < 1) {
                throw new ShapeException(
                        "resample: expected factors of at least 1, found up %d and down %d"
                                .formatted(up, down));
            }
        }

        /**
         * Enlarges by {@code factor}; with the filter's taps the result is factor times as long.
         */
        static Axis up(int factor, int taps) {
            return new Axis(factor, (taps + factor - 1) / 2, Math.floorDiv(taps - factor, 2), 1);
        }

        /** Shrinks by {@code factor}. */
        static Axis down(int factor, int taps) {
            return new Axis(
                    1,
                    Math.floorDiv(taps - factor + 1, 2),
                    Math.floorDiv(taps - factor, 2),
                    factor);
        }

        /** Whether both ends get as many zeros, or lose as many pixels. */
        boolean isEven() {
            return before == after;
        }

        Axis padded(int more, int moreBehind) {
            return new Axis(up, before + more, after + moreBehind, down);
        }

        /** The same with another factor of thinning out. */
        public Axis downBy(int factor) {
            return new Axis(up, before, after, factor);
        }

        /** Zeros inserted and borders set along one axis of pictures. */
        Tensor open(Tensor maps, int axis) {
            Tensor wide = enlarged(maps, axis);
            return before == 0 && after == 0 ? wide : wide.pad(axis, before, after);
        }

        private Tensor enlarged(Tensor maps, int axis) {
            if (up == 1) {
                return maps;
            }
            long[] longer = maps.shape();
            longer[axis] *= up;
            return maps.unsqueeze(axis + 1).pad(axis + 1, 0, up - 1).reshape(longer);
        }
    }

    /** {@code factor} times as large; brightness stays, as the filter makes up for the zeros. */
    public static FirResample upsample(FirFilter filter, int factor) {
        return upsample(filter, factor, factor);
    }

    public static FirResample upsample(FirFilter filter, int factorX, int factorY) {
        return new FirResample(
                filter.times((double) factorX * factorY),
                Axis.up(factorX, filter.width()),
                Axis.up(factorY, filter.height()));
    }

    /** A {@code factor}-th as large. */
    public static FirResample downsample(FirFilter filter, int factor) {
        return downsample(filter, factor, factor);
    }

    public static FirResample downsample(FirFilter filter, int factorX, int factorY) {
        return new FirResample(
                filter, Axis.down(factorX, filter.width()), Axis.down(factorY, filter.height()));
    }

    /** Filtered at the same size. */
    public static FirResample smooth(FirFilter filter) {
        return downsample(filter, 1);
    }

    /** The same with more zeros at the borders; negative numbers crop. */
    public FirResample padded(int left, int right, int top, int bottom) {
        return new FirResample(filter, x.padded(left, right), y.padded(top, bottom));
    }

    /**
     * @throws ShapeException if {@code pictures} are not [batch, channels, height, width]
     */
    @Override
    public Tensor forward(Tensor pictures) {
        if (pictures.dimensions() != 4) {
            throw new ShapeException(
                    "resample: expected [batch, channels, height, width], found " + pictures);
        }
        return filter.resample(pictures, x, y);
    }
}
