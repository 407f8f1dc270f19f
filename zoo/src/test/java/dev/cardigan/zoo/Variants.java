package dev.cardigan.zoo;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A record of settings with one number replaced, at any depth: whole numbers by 0 and -1. */
final class Variants {

    /**
     * Settings that differ by one number.
     *
     * @param key of the number: {@code game.schedule.hold}
     * @param maker throws what the constructor throws
     */
    record Variant<S>(String key, Number value, Supplier<S> maker) {

        S make() {
            return maker.get();
        }

        /** The last name of the key. */
        String name() {
            return key.substring(key.lastIndexOf('.') + 1);
        }

        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    private Variants() {}

    @SuppressWarnings("unchecked") // made by the constructor of the record's own class
    static <S extends Record> List<Variant<S>> of(S settings) {
        return of(settings, "").stream()
                .map(found -> new Variant<>(found.key(), found.value(), () -> (S) found.make()))
                .toList();
    }

    private static List<Variant<Object>> of(Record record, String path) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components).map(it -> read(it, record)).toArray();
        List<Variant<Object>> variants = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            int at = i;
            for (Variant<Object> inner : ofValue(components[i], values[i], path)) {
                variants.add(
                        new Variant<>(
                                inner.key(),
                                inner.value(),
                                () -> {
                                    Object[] changed = values.clone();
                                    changed[at] = inner.make();
                                    return construct(record.getClass(), components, changed);
                                }));
            }
        }
        return variants;
    }

    private static List<Variant<Object>> ofValue(
            RecordComponent component, Object value, String path) {
        String key = path + component.getName();
        if (value instanceof Record inner) {
            return of(inner, key + ".");
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? List.of() : wrapped(ofItem(list.get(0), key), list);
        }
        if (component.getGenericType() instanceof ParameterizedType optional) {
            return ofOptional(optional.getActualTypeArguments()[0], key);
        }
        return ofItem(value, key);
    }

    /** An optional number set; records have tests of their own. */
    private static List<Variant<Object>> ofOptional(Type inner, String key) {
        List<Variant<Object>> items = new ArrayList<>();
        if (inner == Long.class) {
            items.addAll(ofItem(1L, key));
        } else if (inner == Double.class) {
            items.addAll(ofItem(1.0, key));
        }
        return items.stream()
                .map(it -> new Variant<Object>(it.key(), it.value(), () -> Optional.of(it.make())))
                .toList();
    }

    private static List<Variant<Object>> ofItem(Object value, String key) {
        if (value instanceof Record inner) {
            return of(inner, key + ".");
        }
        if (value instanceof Integer) {
            return List.of(new Variant<>(key, 0, () -> 0), new Variant<>(key, -1, () -> -1));
        }
        if (value instanceof Long) {
            return List.of(new Variant<>(key, 0L, () -> 0L), new Variant<>(key, -1L, () -> -1L));
        }
        return value instanceof Double ? List.of(new Variant<>(key, -1.0, () -> -1.0)) : List.of();
    }

    /** The list with another first element. */
    private static List<Variant<Object>> wrapped(List<Variant<Object>> firsts, List<?> list) {
        return firsts.stream()
                .map(
                        first ->
                                new Variant<Object>(
                                        first.key(),
                                        first.value(),
                                        () -> {
                                            List<Object> changed = new ArrayList<>(list);
                                            changed.set(0, first.make());
                                            return List.copyOf(changed);
                                        }))
                .toList();
    }

    private static Object read(RecordComponent component, Record owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(component + " cannot be read", failure);
        }
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] signature =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(signature);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (InvocationTargetException refusal) {
            if (refusal.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(type + " failed", refusal);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(type + " cannot be made", failure);
        }
    }
}
