package dev.cardigan.report;

import java.util.List;

/** Places values along a line. */
interface Axis {

    /** Where a value lies: 0 at the low end, 1 at the high end. */
    double fraction(double value);

    /** The values to mark, rising, all within the axis. */
    List<Double> ticks();
}
