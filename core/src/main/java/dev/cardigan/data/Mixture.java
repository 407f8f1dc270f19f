package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Equally likely round Gaussians: the exact law behind a toy data set, which mode coverage and
 * high-quality shares are measured against.
 *
 * @param centres the modes, each of the same number of dimensions
 * @param sigma the standard deviation of every mode along every axis
 */
public record Mixture(List<List<Double>> centres, double sigma) {

    /**
     * @throws DataException where there is no centre, their dimensions differ or sigma is not
     *     positive
     */
    public Mixture {
        centres = centres.stream().map(List::copyOf).toList();
        long widths = centres.stream().map(List::size).distinct().count();
        if (widths != 1 || centres.get(0).isEmpty() || !(sigma > 0)) {
            throw new DataException(
                    ("A mixture needs centres of one dimension count and a positive sigma:"
                                    + " found centres %s and sigma %s.")
                            .formatted(centres, sigma));
        }
    }

    /** The number of modes. */
    public int modes() {
        return centres.size();
    }

    /** The number of coordinates of a point. */
    public int dimensions() {
        return centres.get(0).size();
    }

    /** The modes as a fresh array [modes, dimensions], row by row. */
    public float[] flattened() {
        float[] flat = new float[modes() * dimensions()];
        for (int mode = 0; mode < modes(); mode++) {
            for (int axis = 0; axis < dimensions(); axis++) {
                flat[mode * dimensions() + axis] = centres.get(mode).get(axis).floatValue();
            }
        }
        return flat;
    }

    /** The mode whose centre is nearest to a point [dimensions]; of equals the first. */
    public int nearest(double... point) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int mode = 0; mode < modes(); mode++) {
            double square = squaredDistance(mode, point);
            if (square < least) {
                least = square;
                nearest = mode;
            }
        }
        return nearest;
    }

    /** The distance of a point [dimensions] to the centre of a mode. */
    public double distance(int mode, double... point) {
        return Math.sqrt(squaredDistance(mode, point));
    }

    /**
     * The logarithm of the density at a point [dimensions], in nats: finite however far away.
     *
     * @throws DataException if the point has other dimensions
     */
    public double logDensity(double... point) {
        if (point.length != dimensions()) {
            throw new DataException(
                    "Density of a mixture: expected a point of %d dimensions, found %d."
                            .formatted(dimensions(), point.length));
        }
        double largest = -squaredDistance(nearest(point), point) / (2 * sigma * sigma);
        double sum = 0;
        for (int mode = 0; mode < modes(); mode++) {
            sum += Math.exp(-squaredDistance(mode, point) / (2 * sigma * sigma) - largest);
        }
        double scale = dimensions() * Math.log(sigma * Math.sqrt(2 * Math.PI));
        return largest + Math.log(sum / modes()) - scale;
    }

    private double squaredDistance(int mode, double... point) {
        double sum = 0;
        for (int axis = 0; axis < point.length; axis++) {
            double difference = point[axis] - centres.get(mode).get(axis);
            sum += difference * difference;
        }
        return sum;
    }

    /** All parameters, bit for bit; decimal digits would depend on the Java version. */
    String exactly() {
        return centres.stream()
                .flatMap(List::stream)
                .map(Double::toHexString)
                .collect(
                        Collectors.joining(
                                " ", dimensions() + "-D ", " sigma " + Double.toHexString(sigma)));
    }

    /** Draws one point into [dimensions] and returns the mode it comes from. */
    int draw(Draws draws, double[] point) {
        int mode = draws.below(modes());
        for (int axis = 0; axis < point.length; axis++) {
            point[axis] = centres.get(mode).get(axis) + sigma * draws.normal();
        }
        return mode;
    }
}
