package dev.cardigan.lab;

import dev.cardigan.metric.Grid;
import dev.cardigan.metric.Points;
import dev.cardigan.report.Point;
import java.util.ArrayList;
import java.util.List;

/** Numbers of the metrics as points of the pictures. */
final class Curves {

    private Curves() {}

    /** Values over the cells of a line. */
    static List<Point> over(Grid line, double[] values) {
        List<Point> points = new ArrayList<>();
        for (int cell = 0; cell < line.cells(); cell++) {
            points.add(new Point(line.centre(cell)[0], values[cell]));
        }
        return points;
    }

    /** Points of the plane. */
    static List<Point> cloud(Points points) {
        List<Point> cloud = new ArrayList<>();
        for (int i = 0; i < points.count(); i++) {
            cloud.add(new Point(points.at(i, 0), points.at(i, 1)));
        }
        return cloud;
    }
}
