package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values that a component of an interface type may take, by name. Each candidate is a record
 * (its components are the defaults of its settings) or an enum constant.
 */
public final class Choices {

    private final Map<Class<?>, Map<String, Object>> byType;

    private Choices(Map<Class<?>, Map<String, Object>> byType) {
        this.byType = byType;
    }

    public static Choices none() {
        return new Choices(Map.of());
    }

    /**
     * @param candidates default instances by name, such as {@code hinge} or {@code r1}
     * @throws ConfigException when there are none, when two names differ in case or dashes only, or
     *     when a candidate is neither a record nor an enum constant
     */
    public static <I> Choices of(Class<I> type, Map<String, ? extends I> candidates) {
        return none().and(type, candidates);
    }

    /** These choices and those of another type; candidates are listed by name, alphabetically. */
    public <I> Choices and(Class<I> type, Map<String, ? extends I> candidates) {
        check(type, candidates);
        Map<Class<?>, Map<String, Object>> extended = new LinkedHashMap<>(byType);
        extended.put(type, Collections.unmodifiableMap(new TreeMap<>(candidates)));
        return new Choices(Collections.unmodifiableMap(extended));
    }

    boolean has(Class<?> type) {
        return byType.containsKey(type);
    }

    Map<String, Object> candidates(Class<?> type) {
        return byType.getOrDefault(type, Map.of());
    }

    /** The registered name that was written, whatever its case and dashes. */
    Optional<String> find(Class<?> type, String written) {
        String folded = Nearest.fold(written);
        return candidates(type).keySet().stream()
                .filter(name -> Nearest.fold(name).equals(folded))
                .findFirst();
    }

    /**
     * The name of a value: of the candidate equal to it, else of the first candidate of its record
     * class.
     *
     * @throws ConfigException when no candidate is of its kind
     */
    String nameOf(Class<?> type, Object value) {
        Map<String, Object> candidates = candidates(type);
        for (Map.Entry<String, Object> candidate : candidates.entrySet()) {
            if (candidate.getValue().equals(value)) {
                return candidate.getKey();
            }
        }
        for (Map.Entry<String, Object> candidate : candidates.entrySet()) {
            if (value instanceof Record && candidate.getValue().getClass() == value.getClass()) {
                return candidate.getKey();
            }
        }
        throw new ConfigException(
                "%s has no name for %s. Register its kind; known choices: %s"
                        .formatted(type.getSimpleName(), value, listed(candidates.keySet())));
    }

    private static void check(Class<?> type, Map<String, ?> candidates) {
        if (candidates.isEmpty()) {
            throw new ConfigException("choices of " + type.getName() + ": expected some, found 0");
        }
        Map<String, String> seen = new HashMap<>();
        candidates.forEach(
                (name, candidate) -> {
                    if (!(candidate instanceof Record) && !(candidate instanceof Enum)) {
                        throw new ConfigException(
                                "choice '%s' of %s: expected a record or an enum constant, found %s"
                                        .formatted(
                                                name,
                                                type.getName(),
                                                candidate.getClass().getName()));
                    }
                    String twin = seen.put(Nearest.fold(name), name);
                    if (twin != null) {
                        throw new ConfigException(
                                "choices '%s' and '%s' of %s differ in case or dashes only"
                                        .formatted(twin, name, type.getName()));
                    }
                });
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", names);
    }
}
