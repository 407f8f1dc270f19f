package dev.cardigan.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Single values: from what was written to what the type wants, and the words for both. */
final class Scalars {

    /** Says what was expected and what was found; becomes one fault of the file. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        Rejected(String expected, String found) {
            super("expected " + expected + ", found " + found);
        }
    }

    private static final List<String> TRUE = List.of("true", "True", "TRUE"); // as in YAML 1.2
    private static final List<String> FALSE = List.of("false", "False", "FALSE");

    private Scalars() {}

    static Object whole(Class<?> type, Setting setting) throws Rejected {
        String digits = digits(setting, "a whole number");
        boolean isInt = type == Integer.class;
        long least = isInt ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long most = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
        String range = "a whole number from " + least + " to " + most;
        BigDecimal number;
        try {
            number = new BigDecimal(digits);
        } catch (NumberFormatException exponentTooLong) {
            throw new Rejected(range, setting.found());
        }
        try {
            long value = number.longValueExact();
            if (value < least || value > most) {
                throw new Rejected(range, setting.found());
            }
            return isInt ? (Object) Math.toIntExact(value) : (Object) value;
        } catch (ArithmeticException notExact) {
            boolean large = (long) number.precision() - number.scale() > 19; // digits of a long
            boolean fraction = number.scale() > 0 && number.stripTrailingZeros().scale() > 0;
            throw new Rejected(large || !fraction ? range : "a whole number", setting.found());
        }
    }

    static Object decimal(Class<?> type, Setting setting) throws Rejected {
        if (setting instanceof Setting.Scalar scalar && Numbers.isNotFinite(scalar.text())) {
            throw new Rejected("a finite number", setting.found());
        }
        String digits = digits(setting, "a number");
        boolean isFloat = type == Float.class;
        double value = isFloat ? Float.parseFloat(digits) : Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            Object most = isFloat ? (Object) Float.MAX_VALUE : (Object) Double.MAX_VALUE;
            throw new Rejected("a number up to " + most, setting.found());
        }
        if (Numbers.vanished(digits, value)) {
            Object least = isFloat ? (Object) Float.MIN_VALUE : (Object) Double.MIN_VALUE;
            throw new Rejected("0 or a number of at least " + least, setting.found());
        }
        return isFloat ? (Object) (float) value : (Object) value;
    }

    static Object flag(Setting setting) throws Rejected {
        if (setting instanceof Setting.Scalar scalar && !scalar.quoted()) {
            if (TRUE.contains(scalar.text())) {
                return true;
            }
            if (FALSE.contains(scalar.text())) {
                return false;
            }
        }
        throw new Rejected("true or false", setting.found());
    }

    /** Takes numbers and words as they are written: a name may be {@code 7} or {@code true}. */
    static String text(Setting setting) throws Rejected {
        if (setting instanceof Setting.Scalar scalar) {
            return scalar.text();
        }
        throw new Rejected("text", setting.found());
    }

    static Object path(Setting setting) throws Rejected {
        if (!(setting instanceof Setting.Scalar scalar)) {
            throw new Rejected("a path", setting.found());
        }
        try {
            return Path.of(scalar.text());
        } catch (InvalidPathException noPath) {
            throw new Rejected("a path (" + noPath.getReason() + ")", setting.found());
        }
    }

    static Object constant(Class<?> type, Setting setting) throws Rejected {
        List<String> names = constantNames(type);
        String written = setting instanceof Setting.Scalar scalar ? scalar.text() : "";
        int position = names.indexOf(written);
        if (position < 0) {
            position = names.stream().map(Nearest::fold).toList().indexOf(Nearest.fold(written));
        }
        if (position >= 0) {
            return type.getEnumConstants()[position];
        }
        Optional<String> nearest = Nearest.to(written, names);
        throw new Rejected(
                "one of " + String.join(", ", names),
                setting.found() + nearest.map(it -> ", did you mean '" + it + "'?").orElse(""));
    }

    /** The constants of an enum class as settings write them: lower case with dashes. */
    static List<String> constantNames(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constantName((Enum<?>) constant))
                .toList();
    }

    static String constantName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String digits(Setting setting, String expected) throws Rejected {
        Optional<String> digits =
                setting instanceof Setting.Scalar scalar && !scalar.quoted()
                        ? Numbers.digits(scalar.text())
                        : Optional.empty();
        if (digits.isEmpty()) {
            throw new Rejected(expected, setting.found());
        }
        return digits.get();
    }
}
