package dev.cardigan.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The charts of a run. Names with a slash are charted together by what stands before it, so each
 * phase has its losses in one picture; every other name has a chart of its own.
 */
final class ReportCharts {

    private static final String SPEED = "imagesPerSecond";
    private static final String ACCURACY = "accuracy";
    private static final String DOCTOR = "doctor/";
    private static final String SCORE = "score/";
    private static final String MEMORY = "memory";
    private static final String OBJECTS = "memory.nativeObjects";

    /** A linear axis shows nothing of the small values beyond this ratio. */
    private static final double WIDE = 200;

    private ReportCharts() {}

    /** SVG elements: scores, losses and accuracies in the order of the log, speed and memory. */
    static List<String> of(MetricsHistory history) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : history.names()) {
            groups.computeIfAbsent(group(name), unused -> new ArrayList<>()).add(name);
        }
        List<String> scores = new ArrayList<>();
        List<String> charts = new ArrayList<>();
        List<String> machine = new ArrayList<>();
        groups.forEach(
                (group, names) -> {
                    boolean aboutMachine =
                            group.equals(SPEED)
                                    || group.startsWith(MEMORY)
                                    || group.startsWith("data.")
                                    || group.equals(OBJECTS);
                    List<String> part = group.startsWith(SCORE) ? scores : charts;
                    (aboutMachine ? machine : part).add(chart(history, group, names));
                });
        scores.addAll(charts);
        scores.addAll(machine);
        return scores;
    }

    private static String chart(MetricsHistory history, String group, List<String> names) {
        List<Series> series = new ArrayList<>();
        for (String name : names) {
            boolean grouped = name.startsWith(group + "/");
            String label = grouped ? name.substring(group.length() + 1) : name;
            series.add(new Series(label, history.series(name)));
        }
        if (group.equals(OBJECTS)) {
            return LineChart.of("Native objects alive", series).svg();
        }
        if (group.startsWith("data.")) {
            return LineChart.of("Share of time spent waiting for data", series)
                    .withUnit(Unit.FRACTION)
                    .svg();
        }
        if (group.startsWith(MEMORY)) {
            return LineChart.of("Memory", series).withUnit(Unit.BYTES).svg();
        }
        if (group.equals(ACCURACY)) {
            String title = "Accuracy of the discriminator";
            return LineChart.of(title, series).withUnit(Unit.FRACTION).withSmoothing().svg();
        }
        if (group.equals(SPEED)) {
            return LineChart.of("Images a second", series).withSmoothing().svg();
        }
        LineChart plain = LineChart.of(group, series);
        // Scores are few, and each is a measurement of its own.
        LineChart chart = group.startsWith(SCORE) ? plain : plain.withSmoothing();
        return spansWidely(series) ? chart.withLogarithmicValues().svg() : chart.svg();
    }

    private static boolean spansWidely(List<Series> series) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (Series line : series) {
            for (Point point : line.points()) {
                if (point.isFinite()) {
                    smallest = Math.min(smallest, point.y());
                    largest = Math.max(largest, point.y());
                }
            }
        }
        return smallest > 0 && largest / smallest > WIDE;
    }

    private static String group(String name) {
        int slash = name.indexOf('/');
        // Neither the doctor's signals nor scores have a scale in common.
        if (slash > 0 && !name.startsWith(DOCTOR) && !name.startsWith(SCORE)) {
            return name.substring(0, slash);
        }
        return name.startsWith(MEMORY) && !name.equals(OBJECTS) ? MEMORY : name;
    }
}
