package dev.cardigan.report;

import java.util.List;

/**
 * One named line, or cloud, of a chart.
 *
 * @param name shown in the legend
 * @param points for a line in the order to connect them; a point that is not finite breaks the line
 */
public record Series(String name, List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }
}
