package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type that settings can fill.
 *
 * @param raw the class itself; of a primitive its box
 * @param inner what a list, a map or an optional holds
 */
record ValueType(Kind kind, Class<?> raw, Optional<ValueType> inner) {

    enum Kind {
        WHOLE,
        DECIMAL,
        FLAG,
        TEXT,
        PATH,
        ENUM,
        RECORD,
        LIST,
        MAP,
        OPTIONAL,
        CHOICE
    }

    private static final Map<Class<?>, Kind> SINGLE =
            Map.ofEntries(
                    Map.entry(int.class, Kind.WHOLE),
                    Map.entry(Integer.class, Kind.WHOLE),
                    Map.entry(long.class, Kind.WHOLE),
                    Map.entry(Long.class, Kind.WHOLE),
                    Map.entry(double.class, Kind.DECIMAL),
                    Map.entry(Double.class, Kind.DECIMAL),
                    Map.entry(float.class, Kind.DECIMAL),
                    Map.entry(Float.class, Kind.DECIMAL),
                    Map.entry(boolean.class, Kind.FLAG),
                    Map.entry(Boolean.class, Kind.FLAG),
                    Map.entry(String.class, Kind.TEXT),
                    Map.entry(Path.class, Kind.PATH));

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(
                    int.class, Integer.class,
                    long.class, Long.class,
                    double.class, Double.class,
                    float.class, Float.class,
                    boolean.class, Boolean.class);

    /**
     * @param owner the record component of this type, for the error message
     * @throws ConfigException for a type that settings cannot fill
     */
    static ValueType of(Type type, Choices choices, String owner) {
        if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw) {
            return ofGeneric(generic, raw, choices, owner);
        }
        if (!(type instanceof Class<?> raw)) {
            throw unsupported(type, owner);
        }
        return single(kind(raw, choices).orElseThrow(() -> unsupported(type, owner)), raw);
    }

    /** What a list, a map or an optional holds. */
    ValueType element() {
        return inner.orElseThrow(
                () -> new ConfigException(raw.getName() + " holds no elements of its own"));
    }

    private static ValueType ofGeneric(
            ParameterizedType type, Class<?> raw, Choices choices, String owner) {
        if (choices.has(raw)) {
            return single(Kind.CHOICE, raw);
        }
        Type[] arguments = type.getActualTypeArguments();
        if (raw == List.class) {
            return holder(Kind.LIST, raw, of(arguments[0], choices, owner));
        }
        if (raw == Optional.class) {
            return holder(Kind.OPTIONAL, raw, of(arguments[0], choices, owner));
        }
        if (raw == Map.class && arguments[0] == String.class) {
            return holder(Kind.MAP, raw, of(arguments[1], choices, owner));
        }
        throw unsupported(type, owner);
    }

    private static Optional<Kind> kind(Class<?> raw, Choices choices) {
        if (choices.has(raw)) {
            return Optional.of(Kind.CHOICE);
        }
        if (raw.isEnum()) {
            return Optional.of(Kind.ENUM);
        }
        if (raw.isRecord()) {
            return Optional.of(Kind.RECORD);
        }
        return Optional.ofNullable(SINGLE.get(raw));
    }

    private static ValueType single(Kind kind, Class<?> raw) {
        return new ValueType(kind, BOXES.getOrDefault(raw, raw), Optional.empty());
    }

    private static ValueType holder(Kind kind, Class<?> raw, ValueType inner) {
        return new ValueType(kind, raw, Optional.of(inner));
    }

    private static ConfigException unsupported(Type type, String owner) {
        return new ConfigException(
                "%s: settings cannot fill the type %s. Use a number, boolean, String, Path, enum,"
                                .formatted(owner, type.getTypeName())
                        + " record, List, Optional, Map of String, or register its Choices");
    }
}
