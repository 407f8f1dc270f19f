package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

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

    /** The points from {@code from} to before {@code to}. */
    public Points slice(int from, int to) {
        return new Points(
                Arrays.copyOfRange(values, from * dimensions, to * dimensions), dimensions);
    }

    /**
     * All points of all parts, in order.
     *
     * @throws ShapeException if there is no part or their dimensions differ
     */
    public static Points joined(List<Points> parts) {
        int dimensions = parts.isEmpty() ? 0 : parts.get(0).dimensions;
        parts.forEach(part -> part.requireDimensions("points", dimensions));
        return new Points(
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.values)).toArray(),
                dimensions);
    }

    /** The mean of all points, as one point. */
    public Points middle() {
        requireSome("Middle of points");
        double[] middle = new double[dimensions];
        for (int i = 0; i < values.length; i++) {
            middle[i % dimensions] += values[i] / count();
        }
        return new Points(middle, dimensions);
    }

    /**
     * The mean Euclidean distance of each point to the one of the same number.
     *
     * @throws ShapeException if there are other points than here
     */
    public double meanDistance(Points other) {
        requireDimensions("points", other.dimensions);
        if (count() != other.count() || count() == 0) {
            throw new ShapeException(
                    "Mean distance: expected as many points on both sides, found %d and %d."
                            .formatted(count(), other.count()));
        }
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += distance(i, other, i);
        }
        return sum / count();
    }

    /** The Euclidean distance of one point to one of others. */
    double distance(int point, Points others, int other) {
        double square = 0;
        for (int axis = 0; axis < dimensions; axis++) {
            double difference = at(point, axis) - others.at(other, axis);
            square += difference * difference;
        }
        return Math.sqrt(square);
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
