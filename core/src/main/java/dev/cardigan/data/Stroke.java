package dev.cardigan.data;

import java.util.function.DoubleUnaryOperator;

/**
 * One movement of the pen: the points it passes, in hundredths of the digit's height (x to the
 * right, y down), joined by straight lines or by a smooth curve.
 */
final class Stroke {

    // Enough that no corner shows in the curves at 64 pixels.
    private static final int PIECES = 6;

    private final double[] points; // [n, 2]
    private final Joint joint;

    private Stroke(double[] points, Joint joint) {
        this.points = points;
        this.joint = joint;
    }

    static Stroke lines(double... points) {
        return new Stroke(points, Joint.STRAIGHT);
    }

    static Stroke curve(double... points) {
        return new Stroke(points, Joint.SMOOTH);
    }

    static Stroke ring(double... points) {
        return new Stroke(points, Joint.RING);
    }

    int count() {
        return points.length / 2;
    }

    double x(int index) {
        return points[2 * index];
    }

    double y(int index) {
        return points[2 * index + 1];
    }

    /** The same movement with every coordinate of every control point changed. */
    Stroke wobbled(DoubleUnaryOperator change) {
        double[] changed = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            changed[i] = change.applyAsDouble(points[i]);
        }
        return new Stroke(changed, joint);
    }

    /** Short straight pieces, also along straight lines, so that a later warp can bend them. */
    Stroke flattened() {
        int spans = joint == Joint.RING ? count() : count() - 1;
        double[] flat = new double[2 * (spans * PIECES + 1)];
        for (int i = 0; i <= spans * PIECES; i++) {
            int span = Math.min(i / PIECES, spans - 1);
            double along = (double) (i - span * PIECES) / PIECES;
            flat[2 * i] = at(span, along, 0);
            flat[2 * i + 1] = at(span, along, 1);
        }
        return lines(flat);
    }

    private double at(int span, double along, int axis) {
        double from = control(span, axis);
        double to = control(span + 1, axis);
        if (joint == Joint.STRAIGHT) {
            return from + (to - from) * along;
        }
        // Catmull-Rom: each tangent is half the way between the neighbours.
        double tangentFrom = (to - control(span - 1, axis)) / 2;
        double tangentTo = (control(span + 2, axis) - from) / 2;
        double curvature = 3 * (to - from) - 2 * tangentFrom - tangentTo;
        double twist = 2 * (from - to) + tangentFrom + tangentTo;
        return from + along * (tangentFrom + along * (curvature + along * twist));
    }

    private double control(int index, int axis) {
        if (joint == Joint.RING) {
            return points[2 * Math.floorMod(index, count()) + axis];
        }
        // A curve that ends has a phantom neighbour beyond its end, mirrored in the end point.
        if (index < 0) {
            return 2 * points[axis] - points[2 + axis];
        }
        if (index >= count()) {
            int last = 2 * (count() - 1) + axis;
            return 2 * points[last] - points[last - 2];
        }
        return points[2 * index + axis];
    }

    private enum Joint {
        STRAIGHT,
        SMOOTH,
        RING
    }
}
