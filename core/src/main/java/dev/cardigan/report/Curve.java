package dev.cardigan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is done to the points of a line before it is drawn. */
final class Curve {

    /** Fewer points than this are readable as they are. */
    private static final int FEWEST_TO_SMOOTH = 20;

    /** The smoothing looks back over this part of the line. */
    private static final int PARTS = 40;

    private Curve() {}

    static boolean worthSmoothing(List<Point> points) {
        return points.size() >= FEWEST_TO_SMOOTH;
    }

    /**
     * Exponential moving mean without the pull towards 0 at the start. Values that are not finite
     * are passed through and do not enter the mean.
     */
    static List<Point> smoothed(List<Point> points) {
        double keep = 1 - 2.0 / (1 + Math.max(5, points.size() / PARTS));
        List<Point> smooth = new ArrayList<>(points.size());
        double mean = 0;
        double weight = 0;
        for (Point point : points) {
            if (!point.isFinite()) {
                smooth.add(point);
                continue;
            }
            mean = keep * mean + (1 - keep) * point.y();
            weight = keep * weight + (1 - keep);
            smooth.add(new Point(point.x(), mean / weight));
        }
        return smooth;
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
