package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/** Points [count, dimensions] in Java memory, in double precision; never changed once made. */
public final class Points {

    private final double[] values;
    private final int dimensions;

    private Points(double[] values, int dimensions) {
        if (dimensions < 1 || values.length % dimensions != 0) {
            throw new ShapeException(
                    "Points: expected rows of at least 1 coordinate, found %d numbers for %d dimensions; give [count, dimensions] row by row."
                            .formatted(values.length, dimensions));
        }
        this.values = values;
        this.dimensions = dimensions;
    }

    /**
     * @param values [count, dimensions], row by row
     * @throws ShapeException if the numbers make no whole rows
     */
    public static Points of(double[] values, int dimensions) {
        return new Points(values.clone(), dimensions);
    }

    /**
     * @param values [count, dimensions], row by row
     * @throws ShapeException if the numbers make no whole rows
     */
    public static Points of(float[] values, int dimensions) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return new Points(wide, dimensions);
    }

    /** Samples [count, ..] of any shape, each flattened to one point. */
    public static Points of(Tensor samples) {
        int dimensions = (int) (samples.count() / Math.max(1, samples.size(0)));
        return new Points(samples.to(DType.F64).toDoubles(), dimensions);
    }

    /** Points of one dimension. */
    public static Points onLine(double... values) {
        return new Points(values.clone(), 1);
    }

    public int count() {
        return values.length / dimensions;
    }

    public int dimensions() {
        return dimensions;
    }

    /** One coordinate. */
    public double at(int point, int axis) {
        return values[point * dimensions + axis];
    }

    /** A copy of one point, [dimensions]. */
    public double[] point(int index) {
        return Arrays.copyOfRange(values, index * dimensions, (index + 1) * dimensions);
    }

    /** A copy of one coordinate of all points, [count]. */
    public double[] axis(int axis) {
        double[] column = new double[count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = at(i, axis);
        }
        return column;
    }

    /** A copy of all numbers, [count, dimensions] row by row. */
    public double[] flattened() {
        return values.clone();
    }

    /** The first so many points, or all where there are fewer. */
    public Points first(int most) {
        return new Points(Arrays.copyOf(values, Math.min(most, count()) * dimensions), dimensions);
    }

    /** The inner products with a direction [dimensions], [count]. */
    public double[] along(double... direction) {
        requireDimensions("direction", direction.length);
        double[] products = new double[count()];
        for (int i = 0; i < products.length; i++) {
            double sum = 0;
            for (int axis = 0; axis < dimensions; axis++) {
                sum += values[i * dimensions + axis] * direction[axis];
            }
            products[i] = sum;
        }
        return products;
    }

    /**
     * @throws ShapeException if something that goes with these points has other dimensions
     */
    void requireDimensions(String what, int found) {
        if (found != dimensions) {
            throw new ShapeException(
                    "Points and %s: expected %d dimensions, found %d; compare points of one space."
                            .formatted(what, dimensions, found));
        }
    }

    void requireSome(String what) {
        if (values.length == 0) {
            throw new ShapeException(
                    what + ": expected at least 1 point, found 0; draw some samples first.");
        }
    }
}
