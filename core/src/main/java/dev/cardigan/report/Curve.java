package dev.cardigan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What is done to the points of a line before it is drawn. */
final class Curve {

    /** Fewer points than this are readable as they are. */
    private static final int FEWEST_TO_SMOOTH = 30;

    /** The mean looks this part of the line ahead and back. */
    private static final int PARTS = 60;

    private static final int WIDEST_RADIUS = 200;

    private Curve() {}

    static boolean worthSmoothing(List<Point> points) {
        return points.size() >= FEWEST_TO_SMOOTH;
    }

    /**
     * Mean of each point and its neighbours, as many before as after, so that the curve does not
     * lag behind its values; towards the ends fewer. Values that are not finite are passed through
     * and do not enter a mean.
     *
     * @param scale what the value axis does to a value: the mean is taken as the eye would
     * @param inverse undoes the scale
     */
    static List<Point> smoothed(
            List<Point> points, DoubleUnaryOperator scale, DoubleUnaryOperator inverse) {
        int widest = Math.min(WIDEST_RADIUS, Math.max(2, points.size() / PARTS));
        double[] scaled = points.stream().mapToDouble(Point::y).map(scale).toArray();
        List<Point> smooth = new ArrayList<>(scaled.length);
        for (int i = 0; i < scaled.length; i++) {
            int radius = Math.min(widest, Math.min(i, scaled.length - 1 - i));
            Point point = points.get(i);
            smooth.add(
                    Double.isFinite(scaled[i])
                            ? new Point(
                                    point.x(),
                                    inverse.applyAsDouble(mean(scaled, i - radius, i + radius)))
                            : point);
        }
        return smooth;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            if (Double.isFinite(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    /**
     * At most about four points for each of the buckets of the width: the first, the lowest, the
     * highest and the last in it, so that no spike is lost. A point that is not finite is kept too.
     */
    static List<Point> thinned(List<Point> points, int buckets) {
        if (points.size() <= 4 * buckets) {
            return points;
        }
        List<Point> kept = new ArrayList<>(4 * buckets);
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = (int) ((long) bucket * points.size() / buckets);
            int to = (int) ((bucket + 1L) * points.size() / buckets);
            keepExtremes(points, from, to, kept);
        }
        return kept;
    }

    private static void keepExtremes(List<Point> points, int from, int to, List<Point> kept) {
        int lowest = from;
        int highest = from;
        int broken = from;
        for (int i = from; i < to; i++) {
            lowest = points.get(i).y() < points.get(lowest).y() ? i : lowest;
            highest = points.get(i).y() > points.get(highest).y() ? i : highest;
            broken = points.get(i).isFinite() ? broken : i;
        }
        int[] order = {from, lowest, highest, broken, to - 1};
        Arrays.stream(order).sorted().distinct().forEach(i -> kept.add(points.get(i)));
    }
}
