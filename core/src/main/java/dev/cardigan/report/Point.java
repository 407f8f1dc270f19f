package dev.cardigan.report;

/** A point of a chart in the units of its axes; either may be NaN or infinite. */
public record Point(double x, double y) {

    boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
