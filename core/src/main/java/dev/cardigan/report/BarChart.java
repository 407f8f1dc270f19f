package dev.cardigan.report;

import java.util.List;

/** Named values of 0 and more as bars from the left, each with its spread, as an SVG. */
public final class BarChart {

    private static final double PLOT_WIDTH = 440;
    private static final double ROW = 26;
    private static final double BAR = 14;
    private static final double WHISKER = 8;
    private static final double TOP = 38;
    private static final double BELOW = 42;
    private static final double GAP = 8;

    /** Mean width of a character; no font is measured, so that files are equal. */
    private static final double CHARACTER = 6.6;

    /** Where the value of the longest bar is written. */
    private static final double RIGHT = 70;

    private final String title;
    private final List<Bar> bars;
    private final Unit unit;
    private final String horizontal;

    private BarChart(String title, List<Bar> bars, Unit unit, String horizontal) {
        this.title = title;
        this.bars = bars;
        this.unit = unit;
        this.horizontal = horizontal;
    }

    /**
     * One bar.
     *
     * @param low the smallest value that was seen, 0 or more
     * @param value what the bar's length says
     * @param high the largest value that was seen
     */
    public record Bar(String name, double low, double value, double high) {

        public Bar {
            if (!(0 <= low && low <= value && value <= high && Double.isFinite(high))) {
                throw new IllegalArgumentException(
                        "bar %s: expected 0 <= low <= value <= high, found %s, %s and %s"
                                .formatted(name, low, value, high));
            }
        }
    }

    /**
     * A chart of these bars, the first on top.
     *
     * @param horizontal what the values are
     */
    public static BarChart of(String title, List<Bar> bars, Unit unit, String horizontal) {
        return new BarChart(title, List.copyOf(bars), unit, horizontal);
    }

    /** The SVG element, which is also a whole SVG file. */
    public String svg() {
        double left =
                GAP + CHARACTER * bars.stream().mapToInt(b -> b.name().length()).max().orElse(0);
        double bottom = TOP + ROW * bars.size();
        double largest = bars.stream().mapToDouble(Bar::high).max().orElse(1);
        Scale scale = new Scale(LinearAxis.around(0, largest, 6), left + GAP);
        Markup svg = ChartFrame.open(title, left + GAP + PLOT_WIDTH + RIGHT, bottom + BELOW, GAP);
        for (double tick : scale.axis.ticks()) {
            double x = scale.x(tick);
            ChartFrame.line(svg, x, TOP, x, bottom, "grid");
            ChartFrame.label(svg, unit.format(tick), x, bottom + 17, "tick middle");
        }
        for (int row = 0; row < bars.size(); row++) {
            draw(svg, bars.get(row), scale, TOP + ROW * (row + 0.5));
        }
        ChartFrame.line(svg, scale.left, TOP, scale.left, bottom, "axis");
        double middle = scale.left + PLOT_WIDTH / 2;
        ChartFrame.label(svg, horizontal, middle, bottom + 34, "tick middle");
        return svg.close().end();
    }

    private void draw(Markup svg, Bar bar, Scale scale, double y) {
        String spread = unit.format(bar.low()) + " to " + unit.format(bar.high());
        svg.open(
                "rect",
                "class",
                "bar",
                "x",
                Markup.at(scale.left),
                "y",
                Markup.at(y - BAR / 2),
                "width",
                Markup.at(scale.x(bar.value()) - scale.left),
                "height",
                Markup.at(BAR));
        svg.element("title", bar.name() + ": " + unit.format(bar.value()) + ", " + spread).close();
        double from = scale.x(bar.low());
        double to = scale.x(bar.high());
        ChartFrame.line(svg, from, y, to, y, "whisker");
        ChartFrame.line(svg, from, y - WHISKER / 2, from, y + WHISKER / 2, "whisker");
        ChartFrame.line(svg, to, y - WHISKER / 2, to, y + WHISKER / 2, "whisker");
        ChartFrame.label(svg, bar.name(), scale.left - GAP, y + 4, "legend end");
        ChartFrame.label(svg, unit.format(bar.value()), to + GAP, y + 4, "legend");
    }

    private record Scale(Axis axis, double left) {

        double x(double value) {
            return left + axis.fraction(value) * PLOT_WIDTH;
        }
    }
}
