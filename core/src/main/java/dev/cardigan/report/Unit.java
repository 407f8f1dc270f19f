package dev.cardigan.report;

/** What the values of a chart count, and so how they are written. */
public enum Unit {
    /** Plain numbers. */
    NUMBER,
    /** Fractions from 0 to 1, written as per cent. */
    FRACTION,
    /** Bytes, written as kB, MB, GB. */
    BYTES;

    String format(double value) {
        return switch (this) {
            case NUMBER -> HumanUnits.number(value);
            case FRACTION -> HumanUnits.percent(value);
            case BYTES -> HumanUnits.bytes(Math.round(value)).replace(".0 ", " ");
        };
    }
}
