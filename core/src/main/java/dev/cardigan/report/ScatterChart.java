package dev.cardigan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Clouds of points in the plane as an SVG, for instance real and generated toy data. One unit is
 * equally long in both directions, so that a ring looks round.
 */
public final class ScatterChart {

    private static final double PLOT_SIDE = 360;
    private static final int MOST_POINTS = 5000;

    private final String title;
    private final List<Series> clouds;

    private ScatterChart(String title, List<Series> clouds) {
        this.title = title;
        this.clouds = clouds;
    }

    /** Later clouds are drawn over earlier ones; of a cloud of over 5,000 points every n-th is. */
    public static ScatterChart of(String title, List<Series> clouds) {
        return new ScatterChart(title, List.copyOf(clouds));
    }

    /** The SVG element, which is also a whole SVG file. */
    public String svg() {
        double width = PLOT_SIDE + ChartFrame.BESIDE_PLOT;
        List<String> legend = clouds.stream().map(ScatterChart::legendEntry).toList();
        double top = ChartFrame.topFor(width, legend);
        List<Point> all =
                clouds.stream()
                        .flatMap(cloud -> cloud.points().stream())
                        .filter(Point::isFinite)
                        .toList();
        double span = Math.max(span(all, Point::x), span(all, Point::y)) * 1.08;
        ChartFrame frame =
                new ChartFrame(
                        width,
                        top + PLOT_SIDE + ChartFrame.BELOW_PLOT,
                        top,
                        axis(all, Point::x, span),
                        axis(all, Point::y, span),
                        Unit.NUMBER,
                        Unit.NUMBER);
        Markup svg = frame.open(title);
        frame.drawGrid(svg, "");
        for (int i = 0; i < clouds.size(); i++) {
            drawCloud(svg, frame, clouds.get(i), ChartFrame.styleOf(i));
        }
        frame.drawLegend(svg, legend);
        return svg.close().end();
    }

    /** One path of round dots: a tenth of the bytes of as many circles. */
    private static void drawCloud(Markup svg, ChartFrame frame, Series cloud, String style) {
        StringBuilder path = new StringBuilder();
        for (Point point : thinned(cloud.points())) {
            path.append('M')
                    .append(Markup.at(frame.x(point.x())))
                    .append(' ')
                    .append(Markup.at(frame.y(point.y())))
                    .append("h0");
        }
        svg.open("path", "d", path.toString(), "class", "dots " + style);
        svg.element("title", legendEntry(cloud)).close();
    }

    private static List<Point> thinned(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        int every = 1 + (points.size() - 1) / MOST_POINTS;
        for (int i = 0; i < points.size(); i += every) {
            if (points.get(i).isFinite()) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }

    private static String legendEntry(Series cloud) {
        long hidden = cloud.points().stream().filter(point -> !point.isFinite()).count();
        String entry = cloud.name() + " " + HumanUnits.count(cloud.points().size());
        return hidden == 0 ? entry : entry + ", not finite " + HumanUnits.count(hidden);
    }

    private static double span(List<Point> points, ToDoubleFunction<Point> coordinate) {
        double smallest = points.stream().mapToDouble(coordinate).min().orElse(0);
        double largest = points.stream().mapToDouble(coordinate).max().orElse(1);
        return largest > smallest ? largest - smallest : 1e-6;
    }

    private static Axis axis(List<Point> points, ToDoubleFunction<Point> coordinate, double span) {
        double smallest = points.stream().mapToDouble(coordinate).min().orElse(0);
        double largest = points.stream().mapToDouble(coordinate).max().orElse(1);
        double middle = (smallest + largest) / 2;
        return LinearAxis.within(middle - span / 2, middle + span / 2, 6);
    }
}
