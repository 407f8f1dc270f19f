package dev.cardigan.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them in settings: {@code 1_000}, {@code 2.5e3}, {@code 1e-4}, .5. */
final class Numbers {

    /** Longer than any number that a double or a long can tell apart from a shorter one. */
    private static final int LONGEST = 100;

    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";
    private static final Pattern FORM =
            Pattern.compile(
                    "[-+]?(?:%1$s(?:\\.(?:%1$s)?)?|\\.%1$s)(?:[eE][-+]?[0-9]+)?".formatted(DIGITS));
    private static final Pattern NOT_FINITE =
            Pattern.compile("[-+]?\\.?(?:inf|infinity|nan)", Pattern.CASE_INSENSITIVE);

    private Numbers() {}

    /** The same number without underscores, if the text is a number at all. */
    static Optional<String> digits(String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(text.replace("_", ""));
    }

    static boolean isNotFinite(String text) {
        return NOT_FINITE.matcher(text).matches();
    }

    /** Whether rounding to a double or float gave this result although the number is not zero. */
    static boolean vanished(String digits, double rounded) {
        if (rounded != 0) {
            return false;
        }
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        String mantissa = exponent < 0 ? digits : digits.substring(0, exponent);
        return mantissa.chars().anyMatch(digit -> digit >= '1' && digit <= '9');
    }

    /**
     * A double or float in the shortest form that reads back to the same bits: plain digits from
     * 0.0001 to ten million, else an exponent, such as {@code 1e-8}.
     */
    static String format(Number number) {
        String exact = number.toString();
        if (!exact.contains("E")) {
            return exact;
        }
        BigDecimal value = new BigDecimal(exact).stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < 0) {
            return value.toPlainString();
        }
        BigDecimal mantissa = value.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }
}
