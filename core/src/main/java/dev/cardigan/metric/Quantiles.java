package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The quantile function of a weighted sample on a line: a staircase from 0 to 1. */
final class Quantiles {

    private final double[] places;
    private final double[] ends;

    private Quantiles(double[] places, double[] ends) {
        this.places = places;
        this.ends = ends;
    }

    /**
     * @throws ShapeException if there are no points, not as many weights, or weights that are
     *     negative or all 0
     */
    static Quantiles of(double[] points, double[] weights) {
        double total = IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        boolean sound = IntStream.range(0, weights.length).noneMatch(i -> weights[i] < 0);
        if (points.length == 0 || points.length != weights.length || !sound || !(total > 0)) {
            throw new ShapeException(
                    "Wasserstein distance: expected points with a weight of 0 or above each, found %d points and %d weights that add up to %s."
                            .formatted(points.length, weights.length, total));
        }
        int[] order =
                IntStream.range(0, points.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> points[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] places = new double[points.length];
        double[] ends = new double[points.length];
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            places[i] = points[order[i]];
            sum += weights[order[i]];
            ends[i] = sum / total;
        }
        // Rounding must not leave a rest of either staircase over; a tail of weight 0 has none.
        double last = ends[ends.length - 1];
        for (int i = ends.length - 1; i >= 0 && ends[i] == last; i--) {
            ends[i] = 1;
        }
        return new Quantiles(places, ends);
    }

    int size() {
        return places.length;
    }

    double place(int index) {
        return places[index];
    }

    /** The probability up to and with this point. */
    double end(int index) {
        return ends[index];
    }
}
