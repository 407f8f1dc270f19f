package dev.cardigan.report;

import java.util.List;
import java.util.stream.LongStream;

/** An even axis with ticks at 1, 2 or 5 times a power of ten. */
record LinearAxis(double low, double high, double step) implements Axis {

    /** Ends at the nearest ticks outside the values. */
    static LinearAxis around(double smallest, double largest, int wantedTicks) {
        LinearAxis exact = within(smallest, largest, wantedTicks);
        double step = exact.step;
        return new LinearAxis(
                Math.floor(exact.low / step + 1e-9) * step,
                Math.ceil(exact.high / step - 1e-9) * step,
                step);
    }

    /** Ends at the values themselves. */
    static LinearAxis within(double smallest, double largest, int wantedTicks) {
        // A flat line is drawn in the middle of a band that is wide enough to have distinct ticks.
        double margin = largest > smallest ? 0 : Math.max(Math.abs(smallest) * 0.1, 1e-6);
        double low = smallest - margin;
        double high = largest + margin;
        return new LinearAxis(low, high, niceStep((high - low) / wantedTicks));
    }

    @Override
    public double fraction(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public List<Double> ticks() {
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        return LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
    }

    private static double niceStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double leading = rough / power;
        if (leading <= 1) {
            return power;
        }
        if (leading <= 2) {
            return 2 * power;
        }
        return leading <= 5 ? 5 * power : 10 * power;
    }
}
