package dev.cardigan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Values over steps as an SVG that needs nothing else: it carries its style, is dark where the
 * reader's system is dark, and shows the values of a step under the pointer.
 */
public final class LineChart {

    private static final double WIDTH = 640;
    private static final double PLOT_HEIGHT = 210;
    private static final int MOST_BANDS = 60;
    private static final String STEP = "step";

    private final String title;
    private final List<Series> series;
    private final Unit unit;
    private final boolean logarithmic;
    private final boolean smooth;
    private final String horizontal;

    private LineChart(
            String title,
            List<Series> series,
            Unit unit,
            boolean logarithmic,
            boolean smooth,
            String horizontal) {
        this.title = title;
        this.series = series;
        this.unit = unit;
        this.logarithmic = logarithmic;
        this.smooth = smooth;
        this.horizontal = horizontal;
    }

    /** A chart with a linear value axis; x of the points is the training step. */
    public static LineChart of(String title, List<Series> series) {
        return new LineChart(title, List.copyOf(series), Unit.NUMBER, false, false, STEP);
    }

    /** Writes the values in a unit. */
    public LineChart withUnit(Unit unit) {
        return new LineChart(title, series, unit, logarithmic, smooth, horizontal);
    }

    /** Equal factors become equally high; values of 0 and below are counted in a note instead. */
    public LineChart withLogarithmicValues() {
        return new LineChart(title, series, unit, true, smooth, horizontal);
    }

    /** Draws a moving mean over the faint raw values, for lines of 30 points or more. */
    public LineChart withSmoothing() {
        return new LineChart(title, series, unit, logarithmic, true, horizontal);
    }

    /** Says what x is where it is no training step. */
    public LineChart over(String horizontal) {
        return new LineChart(title, series, unit, logarithmic, smooth, horizontal);
    }

    /** The SVG element, which is also a whole SVG file. */
    public String svg() {
        List<String> legend = series.stream().map(this::legendEntry).toList();
        double top = ChartFrame.topFor(WIDTH, legend);
        ChartFrame frame =
                new ChartFrame(
                        WIDTH,
                        top + PLOT_HEIGHT + ChartFrame.BELOW_PLOT,
                        top,
                        stepAxis(),
                        valueAxis(),
                        Unit.NUMBER,
                        unit);
        Markup svg = frame.open(title);
        frame.drawGrid(svg, horizontal);
        drawNote(svg, frame);
        for (int i = 0; i < series.size(); i++) {
            drawSeries(svg, frame, series.get(i), ChartFrame.styleOf(i));
        }
        frame.drawLegend(svg, legend);
        drawBands(svg, frame);
        return svg.close().end();
    }

    private void drawSeries(Markup svg, ChartFrame frame, Series line, String style) {
        boolean smoothed = smooth && Curve.worthSmoothing(line.points());
        drawPath(svg, frame, line.points(), style + (smoothed ? " raw" : ""));
        if (smoothed) {
            drawPath(svg, frame, smoothed(line.points()), style);
        }
    }

    private List<Point> smoothed(List<Point> points) {
        return logarithmic
                ? Curve.smoothed(points, Math::log, Math::exp)
                : Curve.smoothed(points, value -> value, value -> value);
    }

    private void drawPath(Markup svg, ChartFrame frame, List<Point> points, String style) {
        StringBuilder path = new StringBuilder();
        boolean connected = false;
        for (Point point : Curve.thinned(points, (int) (WIDTH / 2))) {
            if (!drawable(point)) {
                connected = false;
                continue;
            }
            path.append(connected ? 'L' : 'M')
                    .append(Markup.at(frame.x(point.x())))
                    .append(' ')
                    .append(Markup.at(frame.y(point.y())));
            // A point without neighbours would have no length and so no ink.
            path.append(connected ? "" : "h0");
            connected = true;
        }
        svg.empty("path", "d", path.toString(), "class", "line " + style);
    }

    /** Invisible columns over the plot; the browser shows their title under the pointer. */
    private void drawBands(Markup svg, ChartFrame frame) {
        TreeSet<Double> steps = new TreeSet<>();
        series.forEach(line -> line.points().forEach(point -> steps.add(point.x())));
        List<Double> all = List.copyOf(steps);
        int bands = Math.min(MOST_BANDS, all.size());
        double left = frame.left();
        for (int band = 0; band < bands; band++) {
            int from = (int) ((long) band * all.size() / bands);
            int to = (int) ((band + 1L) * all.size() / bands);
            double step = all.get((from + to - 1) / 2);
            boolean isLast = band == bands - 1;
            double right =
                    isLast ? frame.right() : (frame.x(all.get(to - 1)) + frame.x(all.get(to))) / 2;
            drawBand(svg, frame, left, right, step);
            left = right;
        }
    }

    private void drawBand(Markup svg, ChartFrame frame, double left, double right, double step) {
        svg.open(
                "rect",
                "class",
                "band",
                "x",
                Markup.at(left),
                "y",
                Markup.at(frame.top()),
                "width",
                Markup.at(right - left),
                "height",
                Markup.at(frame.bottom() - frame.top()));
        svg.element("title", valuesAt(step)).close();
    }

    private String valuesAt(double step) {
        String place =
                horizontal.equals(STEP) ? HumanUnits.count((long) step) : HumanUnits.number(step);
        StringBuilder text = new StringBuilder(horizontal).append(' ').append(place);
        for (Series line : series) {
            line.points().stream()
                    .filter(point -> point.x() == step)
                    .findFirst()
                    .ifPresent(
                            point ->
                                    text.append('\n')
                                            .append(line.name())
                                            .append(": ")
                                            .append(unit.format(point.y())));
        }
        return text.toString();
    }

    private void drawNote(Markup svg, ChartFrame frame) {
        long notFinite = count(point -> !point.isFinite());
        long notPositive = count(point -> point.isFinite() && !drawable(point));
        List<String> notes = new ArrayList<>();
        if (notFinite > 0) {
            notes.add(HumanUnits.count(notFinite) + " not finite");
        }
        if (notPositive > 0) {
            notes.add(HumanUnits.count(notPositive) + " at or below 0");
        }
        if (!notes.isEmpty()) {
            frame.drawNote(svg, "not shown: " + String.join(", ", notes));
        }
    }

    private String legendEntry(Series line) {
        List<Point> points = line.points();
        return points.isEmpty()
                ? line.name()
                : line.name() + " " + unit.format(points.get(points.size() - 1).y());
    }

    private Axis stepAxis() {
        double smallest = drawn().mapToDouble(Point::x).min().orElse(0);
        double largest = drawn().mapToDouble(Point::x).max().orElse(1);
        return LinearAxis.within(smallest, largest, 6);
    }

    private Axis valueAxis() {
        double smallest = drawn().mapToDouble(Point::y).min().orElse(logarithmic ? 0.1 : 0);
        double largest = drawn().mapToDouble(Point::y).max().orElse(1);
        if (logarithmic) {
            return LogarithmicAxis.around(smallest, largest);
        }
        return unit == Unit.FRACTION
                ? LinearAxis.around(Math.min(0, smallest), Math.max(1, largest), 5)
                : LinearAxis.around(smallest, largest, 5);
    }

    private Stream<Point> drawn() {
        return series.stream().flatMap(line -> line.points().stream()).filter(this::drawable);
    }

    private boolean drawable(Point point) {
        return point.isFinite() && (!logarithmic || point.y() > 0);
    }

    private long count(Predicate<Point> condition) {
        return series.stream().flatMap(line -> line.points().stream()).filter(condition).count();
    }
}
