package dev.cardigan.golden;

import dev.cardigan.config.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The JSON of a case with typed access; a missing key or another type fails with its name.
 *
 * @param label where it comes from, for messages
 */
record Config(String label, Map<String, Object> values) {

    static Config parse(String label, String json) {
        return new Config(label, Json.parse(json, label));
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** Whether the key is there with a value other than null. */
    boolean has(String key) {
        return values.get(key) != null;
    }

    double number(String key) {
        return value(key, Number.class).doubleValue();
    }

    /** The number, or {@code otherwise} where the file leaves it out. */
    double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    int whole(String key) {
        return Math.toIntExact(value(key, Number.class).longValue());
    }

    int whole(String key, int otherwise) {
        return has(key) ? whole(key) : otherwise;
    }

    String text(String key) {
        return value(key, String.class);
    }

    /** The flag; false where the file leaves it out. */
    boolean flag(String key) {
        return has(key) && value(key, Boolean.class);
    }

    Config child(String key) {
        Map<String, Object> child = new LinkedHashMap<>();
        Map<?, ?> found = value(key, Map.class);
        found.forEach((name, value) -> child.put(String.valueOf(name), value));
        return new Config(label + "." + key, child);
    }

    List<Config> children(String key) {
        List<Config> children = new ArrayList<>();
        for (Object entry : value(key, List.class)) {
            children.add(new Config(label, Map.of("entry", entry)).child("entry"));
        }
        return children;
    }

    Long[] wholes(String key) {
        List<?> numbers = value(key, List.class);
        return numbers.stream().map(n -> ((Number) n).longValue()).toArray(Long[]::new);
    }

    double[] numbers(String key) {
        List<?> numbers = value(key, List.class);
        return numbers.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    }

    private <T> T value(String key, Class<T> type) {
        Object value =
                Objects.requireNonNull(values.get(key), () -> label + ": no '" + key + "' in it");
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    label + "." + key + ": expected " + type.getSimpleName() + ", found " + value);
        }
        return type.cast(value);
    }
}
