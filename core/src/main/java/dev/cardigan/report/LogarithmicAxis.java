package dev.cardigan.report;

import java.util.ArrayList;
import java.util.List;

/** An axis on which equal factors are equally long; for values above 0 only. */
record LogarithmicAxis(double low, double high) implements Axis {

    private static final int MOST_POWERS = 7;
    private static final double[] LEADING = {1, 2, 5};

    /** Ends at the nearest 1, 2 or 5 times a power of ten outside the values. */
    static LogarithmicAxis around(double smallest, double largest) {
        double low =
                marksFrom(smallest, smallest).stream()
                        .filter(mark -> mark <= smallest * (1 + 1e-9))
                        .reduce((before, mark) -> mark)
                        .orElse(smallest);
        double high =
                marksFrom(largest, largest * 10).stream()
                        .filter(mark -> mark >= largest * (1 - 1e-9) && mark > low)
                        .findFirst()
                        .orElse(largest);
        return new LogarithmicAxis(low, high);
    }

    @Override
    public double fraction(double value) {
        return Math.log(value / low) / Math.log(high / low);
    }

    @Override
    public List<Double> ticks() {
        List<Double> marks = new ArrayList<>();
        double powers = Math.log10(high / low);
        int every = (int) Math.ceil(powers / MOST_POWERS);
        for (double mark : marksFrom(low, high)) {
            boolean inside = mark >= low * (1 - 1e-9) && mark <= high * (1 + 1e-9);
            double exponent = Math.log10(mark);
            boolean power = Math.abs(exponent - Math.rint(exponent)) < 1e-9;
            boolean wholePower = power && Math.floorMod(Math.round(exponent), every) == 0;
            boolean shown = powers <= 2 || wholePower;
            if (inside && shown) {
                marks.add(mark);
            }
        }
        return marks;
    }

    /** 1, 2 and 5 times the powers of ten from just below one value to just above another. */
    private static List<Double> marksFrom(double smallest, double largest) {
        List<Double> marks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(smallest) - 1e-9);
        int last = (int) Math.floor(Math.log10(largest) + 1e-9);
        for (int exponent = first; exponent <= last; exponent++) {
            for (double leading : LEADING) {
                marks.add(leading * Math.pow(10, exponent));
            }
        }
        return marks;
    }
}
