package dev.cardigan.report;

import java.util.Locale;

/** Numbers as a person reads them; the same text in every locale. */
public final class HumanUnits {

    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;
    private static final int SECONDS_A_DAY = 86_400;

    private HumanUnits() {}

    /** Decimal units: {@code 812 bytes}, {@code 1.2 GB}. */
    public static String bytes(long bytes) {
        double amount = (double) bytes;
        int unit = 0;
        // 999.95 would be printed as 1000.0 of the smaller unit.
        while (Math.abs(amount) >= (unit == 0 ? 1000 : 999.95) && unit < BYTE_UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String number = unit == 0 ? format("%.0f", amount) : format("%.1f", amount);
        return number + " " + BYTE_UNITS[unit];
    }

    /** {@code 45s}, {@code 3m05s}, {@code 2h10m}, {@code 1d03h}; {@code ?} when not finite. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        long whole = Math.max(0, Math.round(seconds));
        if (whole < SECONDS_A_MINUTE) {
            return whole + "s";
        }
        if (whole < SECONDS_AN_HOUR) {
            return format("%dm%02ds", whole / SECONDS_A_MINUTE, whole % SECONDS_A_MINUTE);
        }
        if (whole < SECONDS_A_DAY) {
            return format(
                    "%dh%02dm",
                    whole / SECONDS_AN_HOUR, whole % SECONDS_AN_HOUR / SECONDS_A_MINUTE);
        }
        return format("%dd%02dh", whole / SECONDS_A_DAY, whole % SECONDS_A_DAY / SECONDS_AN_HOUR);
    }

    /** Grouped in thousands: {@code 20,000}. */
    public static String count(long count) {
        return format("%,d", count);
    }

    /**
     * Four significant digits, no trailing zeros: {@code 0.6931}, {@code 12.5}, {@code 1.2e-05}.
     */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e7) {
            return format("%.2e", value);
        }
        // 999.95 would be printed as 1000, without its comma.
        if (size >= 999.95) {
            return format("%,.0f", value);
        }
        int decimals = 3 - (int) Math.floor(Math.log10(size));
        return withoutTrailingZeros(format("%." + decimals + "f", value));
    }

    /** {@code 0.714} as {@code 71%}. */
    public static String percent(double fraction) {
        return Double.isFinite(fraction) ? format("%.0f%%", 100 * fraction) : "?";
    }

    static String withoutTrailingZeros(String number) {
        if (number.indexOf('.') < 0) {
            return number;
        }
        int end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
