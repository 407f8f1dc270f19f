package dev.cardigan.metric;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The least average work of carrying one distribution onto the other, W_p = (least mean |x -
 * y|^p)^(1/p): it still says how far when nothing overlaps. Villani, Optimal Transport, 2009.
 */
public final class WassersteinDistance {

    private WassersteinDistance() {}

    /**
     * Of two histograms over the same places of a line.
     *
     * @param order p of W_p, at least 1
     * @param support the places [n], in any order
     * @param p shares [n]
     * @param q shares [n]
     * @throws ShapeException if the lengths differ
     */
    public static double ofHistograms(double order, double[] support, double[] p, double[] q) {
        return onLine(order, support, p, support, q);
    }

    /**
     * Of two samples on a line, of any sizes, each point weighing the same.
     *
     * @param order p of W_p, at least 1
     */
    public static double onLine(double order, double[] x, double[] y) {
        return x.length == y.length ? matched(order, x, y) : onLine(order, x, even(x), y, even(y));
    }

    /** Equal sizes: the i-th smallest goes to the i-th smallest. */
    private static double matched(double order, double[] x, double[] y) {
        requireOrder(order);
        Points.onLine(x).requireSome("Wasserstein distance");
        double[] from = x.clone();
        double[] to = y.clone();
        Arrays.sort(from);
        Arrays.sort(to);
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            double way = Math.abs(from[i] - to[i]);
            sum += order == 1 ? way : Math.pow(way, order);
        }
        return Math.pow(sum / from.length, 1 / order);
    }

    /**
     * Of two weighted samples on a line: the exact integral of |F^-1 - G^-1|^p over the merged
     * steps of both quantile functions.
     *
     * @param order p of W_p, at least 1
     * @param weightsX the weights of x, scaled to add up to 1
     * @param weightsY the weights of y, scaled likewise
     * @throws ShapeException if there are no points or not as many weights
     */
    public static double onLine(
            double order, double[] x, double[] weightsX, double[] y, double[] weightsY) {
        requireOrder(order);
        Quantiles from = Quantiles.of(x, weightsX);
        Quantiles to = Quantiles.of(y, weightsY);
        double sum = 0;
        double done = 0;
        int i = 0;
        int j = 0;
        while (i < from.size() && j < to.size()) {
            double next = Math.min(from.end(i), to.end(j));
            sum += (next - done) * Math.pow(Math.abs(from.place(i) - to.place(j)), order);
            done = next;
            boolean leaves = from.end(i) <= next;
            boolean arrives = to.end(j) <= next;
            i += leaves ? 1 : 0;
            j += arrives ? 1 : 0;
        }
        return Math.pow(sum, 1 / order);
    }

    /**
     * Of two samples of equal size in any space, by the best one-to-one assignment: O(n^3), so for
     * up to about a thousand points.
     *
     * @param order p of W_p, at least 1; distances are Euclidean
     * @throws ShapeException if sizes or dimensions differ
     */
    public static double between(double order, Points x, Points y) {
        requireOrder(order);
        x.requireSome("Wasserstein distance");
        y.requireDimensions("points", x.dimensions());
        if (x.count() != y.count()) {
            throw new ShapeException(
                    "Wasserstein distance by assignment: expected samples of one size, found %d and %d points; take the first of the larger."
                            .formatted(x.count(), y.count()));
        }
        double[][] costs = new double[x.count()][y.count()];
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs.length; j++) {
                costs[i][j] = Math.pow(x.distance(i, y, j), order);
            }
        }
        Assignment best = Assignment.of(costs);
        return Math.pow(best.cost() / costs.length, 1 / order);
    }

    /**
     * The sliced distance: (mean over directions of W_p^p of the projections)^(1/p). Rabin et al.
     * 2012; Bonneel et al. 2015.
     *
     * @param directions unit vectors [slices, dimensions]
     */
    public static double sliced(double order, Points x, Points y, Points directions) {
        double[] each = perDirection(order, x, y, directions);
        double mean =
                Arrays.stream(each).map(distance -> Math.pow(distance, order)).average().orElse(0);
        return Math.pow(mean, 1 / order);
    }

    /** W_p of the projections onto each direction [slices]; their largest is the max-sliced one. */
    public static double[] perDirection(double order, Points x, Points y, Points directions) {
        directions.requireSome("Sliced Wasserstein distance, directions");
        return IntStream.range(0, directions.count())
                .mapToObj(directions::point)
                .mapToDouble(way -> onLine(order, x.along(way), y.along(way)))
                .toArray();
    }

    /** So many directions [slices, dimensions], uniform over the sphere. */
    public static Points directions(RandomSource random, int slices, int dimensions) {
        double[] values = Scope.tidy(() -> random.normal(slices, dimensions).toDoubles());
        for (int slice = 0; slice < slices; slice++) {
            double square = 0;
            for (int axis = 0; axis < dimensions; axis++) {
                square += values[slice * dimensions + axis] * values[slice * dimensions + axis];
            }
            for (int axis = 0; axis < dimensions; axis++) {
                values[slice * dimensions + axis] /= Math.sqrt(square);
            }
        }
        return Points.of(values, dimensions);
    }

    private static double[] even(double[] points) {
        double[] weights = new double[points.length];
        Arrays.fill(weights, 1);
        return weights;
    }

    private static void requireOrder(double order) {
        if (!(order >= 1)) {
            throw new ConfigException(
                    "Wasserstein distance: expected an order of at least 1, found " + order + ".");
        }
    }
}
