package dev.cardigan.report;

import java.util.List;

/**
 * What all charts share: size, axes, grid, title and legend. Coordinates are those of the SVG view
 * box, y down.
 */
record ChartFrame(
        double width,
        double height,
        double top,
        Axis horizontal,
        Axis vertical,
        Unit horizontalUnit,
        Unit verticalUnit) {

    private static final double LEFT = 62;

    /** Half of the last tick's label stands here. */
    private static final double RIGHT = 26;

    /** What the axes take beside and below the plot. */
    static final double BESIDE_PLOT = LEFT + RIGHT;

    static final double BELOW_PLOT = 42;

    private static final double TITLE_HEIGHT = 30;
    private static final double LEGEND_ROW = 18;
    private static final int COLOURS = 7;

    /** Mean width of a character of the legend; no font is measured, so that files are equal. */
    private static final double CHARACTER = 6.4;

    private static final double SWATCH = 22;
    private static final double ENTRY_GAP = 16;

    /** Where the plot begins below a title and a legend. */
    static double topFor(double width, List<String> legend) {
        return TITLE_HEIGHT + LEGEND_ROW * legendRows(width, legend) + 8;
    }

    double left() {
        return LEFT;
    }

    double right() {
        return width - RIGHT;
    }

    double bottom() {
        return height - BELOW_PLOT;
    }

    double x(double value) {
        return LEFT + horizontal.fraction(value) * (right() - LEFT);
    }

    double y(double value) {
        return bottom() - vertical.fraction(value) * (bottom() - top);
    }

    /** The style class of the n-th series: seven colours, dashed when they come round again. */
    static String styleOf(int index) {
        return "series-" + index % COLOURS + (index >= COLOURS ? " dashed" : "");
    }

    Markup open(String title) {
        return open(title, width, height, LEFT);
    }

    /** An empty chart of this size, in pixels, with its title at {@code left}. */
    static Markup open(String title, double width, double height, double left) {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + Markup.at(width) + " " + Markup.at(height),
                "role",
                "img",
                "aria-label",
                title);
        svg.open("style").trusted(Resource.text("chart.css")).close();
        return label(svg, title, left, 19, "title");
    }

    void drawGrid(Markup svg, String horizontalLabel) {
        for (double tick : vertical.ticks()) {
            double y = y(tick);
            line(svg, left(), y, right(), y, "grid");
            label(svg, verticalUnit.format(tick), left() - 8, y + 4, "tick end");
        }
        for (double tick : horizontal.ticks()) {
            double x = x(tick);
            line(svg, x, bottom(), x, bottom() + 4, "axis");
            label(svg, horizontalUnit.format(tick), x, bottom() + 17, "tick middle");
        }
        line(svg, left(), bottom(), right(), bottom(), "axis");
        label(svg, horizontalLabel, (left() + right()) / 2, bottom() + 34, "tick middle");
    }

    void drawLegend(Markup svg, List<String> entries) {
        double x = LEFT;
        double y = TITLE_HEIGHT + 8;
        for (int i = 0; i < entries.size(); i++) {
            double length = entryLength(entries.get(i));
            if (x > LEFT && x + length > width) {
                x = LEFT;
                y += LEGEND_ROW;
            }
            line(svg, x, y - 4, x + SWATCH - 6, y - 4, "swatch " + styleOf(i));
            label(svg, entries.get(i), x + SWATCH, y, "legend");
            x += length;
        }
    }

    /** A sentence in the upper right corner. */
    void drawNote(Markup svg, String note) {
        label(svg, note, right(), 19, "tick end");
    }

    private static int legendRows(double width, List<String> entries) {
        int rows = 1;
        double x = LEFT;
        for (String entry : entries) {
            double length = entryLength(entry);
            if (x > LEFT && x + length > width) {
                x = LEFT;
                rows++;
            }
            x += length;
        }
        return rows;
    }

    private static double entryLength(String entry) {
        return SWATCH + CHARACTER * entry.length() + ENTRY_GAP;
    }

    static Markup label(Markup svg, String text, double x, double y, String style) {
        return svg.element("text", text, "x", Markup.at(x), "y", Markup.at(y), "class", style);
    }

    static void line(Markup svg, double fromX, double fromY, double toX, double toY, String style) {
        svg.empty(
                "line",
                "x1",
                Markup.at(fromX),
                "y1",
                Markup.at(fromY),
                "x2",
                Markup.at(toX),
                "y2",
                Markup.at(toY),
                "class",
                style);
    }
}
