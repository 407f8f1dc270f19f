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
