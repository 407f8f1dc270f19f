package dev.cardigan.nn;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The taps of a finite impulse response, constant and the same for every channel. Convolution, not
 * correlation: {@link #flipped()} gives the latter.
 */
public sealed interface FirFilter {

    /** Up to so many taps a direction, one pass over both directions is faster than two. */
    int SHORT = 6;

    /**
     * The same taps along both directions, scaled to sum 1: {@code of(1, 3, 3, 1)} is StyleGAN2's
     * low pass.
     *
     * @throws ShapeException if there are none
     */
    static FirFilter of(double... taps) {
        List<Double> listed = new ArrayList<>();
        for (double tap : taps) {
            listed.add(tap);
        }
        FirFilter raw = new Separable(listed);
        double sum = listed.stream().mapToDouble(Double::doubleValue).sum();
        return raw.times(1 / (sum * sum));
    }

    /** Number of taps along x. */
    int width();

    /** Number of taps along y. */
    int height();

    /** Reversed in both directions. */
    FirFilter flipped();

    /** The response times {@code factor}, which is positive. */
    FirFilter times(double factor);

    /** The taps as a plane [height, width] in F32. */
    Tensor plane();

    /**
     * Inserts zeros, filters and thins out, in this order.
     *
     * @param maps [batch, channels, height, width]
     */
    Tensor resample(Tensor maps, FirResample.Axis x, FirResample.Axis y);

    /** A row of taps applied along x, then along y. */
    record Separable(List<Double> taps) implements FirFilter {

        public Separable {
            taps = List.copyOf(taps);
            requireTaps(taps.size());
        }

        @Override
        public int width() {
            return taps.size();
        }

        @Override
        public int height() {
            return taps.size();
        }

        @Override
        public FirFilter flipped() {
            List<Double> reversed = new ArrayList<>(taps);
            Collections.reverse(reversed);
            return new Separable(reversed);
        }

        @Override
        public FirFilter times(double factor) {
            double each = Math.sqrt(factor);
            return new Separable(taps.stream().map(tap -> tap * each).toList());
        }

        @Override
        public Tensor plane() {
            Tensor row = row(taps);
            return row.reshape(-1, 1).mul(row.reshape(1, -1));
        }

        @Override
        public Tensor resample(Tensor maps, FirResample.Axis x, FirResample.Axis y) {
            if (taps.size() <= SHORT) {
                return onPlane(this, maps, x, y);
            }
            // A convolution slides the reversed taps.
            Tensor row = row(((Separable) flipped()).taps).to(maps.dtype()).to(maps.device());
            long channels = maps.size(1);
            Tensor alongX =
                    x.open(maps, 3)
                            .conv2d(
                                    each(row.reshape(1, 1, 1, -1), channels),
                                    1,
                                    x.down(),
                                    channels);
            return y.open(alongX, 2)
                    .conv2d(each(row.reshape(1, 1, -1, 1), channels), y.down(), 1, channels);
        }
    }

    /** Taps that are no product of a row and a column. */
    record Plane(List<List<Double>> rows) implements FirFilter {

        public Plane {
            rows = rows.stream().map(List::copyOf).toList();
            requireTaps(rows.size());
            for (List<Double> row : rows) {
                if (row.isEmpty() || row.size() != rows.get(0).size()) {
                    throw new ShapeException(
                            "filter: expected rows of the same length, found %d and %d"
                                    .formatted(rows.get(0).size(), row.size()));
                }
            }
        }

        @Override
        public int width() {
            return rows.get(0).size();
        }

        @Override
        public int height() {
            return rows.size();
        }

        @Override
        public FirFilter flipped() {
            List<List<Double>> reversed = new ArrayList<>();
            for (List<Double> row : rows) {
                List<Double> mirrored = new ArrayList<>(row);
                Collections.reverse(mirrored);
                reversed.add(mirrored);
            }
            Collections.reverse(reversed);
            return new Plane(reversed);
        }

        @Override
        public FirFilter times(double factor) {
            return new Plane(
                    rows.stream()
                            .map(row -> row.stream().map(tap -> tap * factor).toList())
                            .toList());
        }

        @Override
        public Tensor plane() {
            return row(rows.stream().flatMap(List::stream).toList()).reshape(height(), width());
        }

        @Override
        public Tensor resample(Tensor maps, FirResample.Axis x, FirResample.Axis y) {
            return onPlane(this, maps, x, y);
        }
    }

    /**
     * In both directions at once: for few taps faster than one after the other, seen on the CPU.
     * Enlarging alone is a transposed convolution, which never touches the zeros.
     */
    private static Tensor onPlane(
            FirFilter filter, Tensor maps, FirResample.Axis x, FirResample.Axis y) {
        boolean resamples = x.up() * y.up() * x.down() * y.down() > 1;
        if (resamples && maps.dtype() == DType.BF16 && maps.isOnCpu()) {
            // In bfloat16 oneDNN has no fast form of strided and transposed convolutions of single
            // channels: they take ten to forty times as long as in F32.
            return Precision.FP32.during(
                    maps.device(), () -> onPlane(filter, maps.to(DType.F32), x, y).to(DType.BF16));
        }
        long channels = maps.size(1);
        if (x.up() == y.up() && x.up() > 1 && x.down() == 1 && y.down() == 1) {
            // The whole response begins taps - 1 before the first pixel and ends that much behind
            // the last, which the zeros after the last pixel follow.
            FirResample.Axis rimX = rim(x, filter.width());
            FirResample.Axis rimY = rim(y, filter.height());
            Tensor kernel = each(onto(filter.plane(), maps), channels);
            boolean cut = rimX.equals(rimY) && rimX.isEven() && rimX.before() <= 0;
            long inside = cut ? -rimX.before() : 0;
            Tensor whole =
                    maps.convTranspose(kernel, Optional.empty(), x.up(), inside, 0, channels);
            return cut ? whole : rimY.open(rimX.open(whole, 3), 2);
        }
        Tensor kernel = each(onto(filter.flipped().plane(), maps), channels);
        // Zeros that the convolution sets by itself cost no copy.
        boolean padded = x.isEven() && y.isEven() && x.before() >= 0 && y.before() >= 0;
        return padded && x.up() == 1 && y.up() == 1
                ? maps.conv2d(kernel, y.down(), x.down(), y.before(), x.before(), channels)
                : y.open(x.open(maps, 3), 2).conv2d(kernel, y.down(), x.down(), channels);
    }

    /** What is added to the response of zeros inserted, or cut off where negative. */
    private static FirResample.Axis rim(FirResample.Axis axis, int taps) {
        return new FirResample.Axis(
                1, axis.before() - (taps - 1), axis.after() + axis.up() - taps, 1);
    }

    private static Tensor onto(Tensor plane, Tensor maps) {
        return plane.to(maps.dtype()).to(maps.device()).reshape(1, 1, plane.size(0), plane.size(1));
    }

    /** [1, 1, ..] to [channels, 1, ..]: kernels per channel are many times as fast as maps. */
    private static Tensor each(Tensor kernel, long channels) {
        return kernel.expand(channels, -1, -1, -1).contiguous();
    }

    private static void requireTaps(int count) {
        if (count == 0) {
            throw new ShapeException("filter: expected at least one tap, found none");
        }
    }

    private static Tensor row(List<Double> taps) {
        float[] values = new float[taps.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = taps.get(i).floatValue();
        }
        return Tensor.of(values, values.length);
    }
}
