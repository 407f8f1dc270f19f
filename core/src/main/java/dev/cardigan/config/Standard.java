package dev.cardigan.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that a record of settings itself offers, as its constant {@code PAPER} or {@code
 * STANDARD}: what an optional one starts from when it is switched on.
 */
final class Standard {

    private static final List<String> NAMES = List.of("PAPER", "STANDARD");

    private Standard() {}

    static Optional<Object> of(ValueType type) {
        return type.kind() == ValueType.Kind.RECORD ? of(type.raw()) : Optional.empty();
    }

    private static Optional<Object> of(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> NAMES.contains(field.getName()) && field.getType() == type)
                .findFirst()
                .map(Standard::read);
    }

    private static Object read(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException("Cannot read the public constant " + constant, failure);
        }
    }
}
