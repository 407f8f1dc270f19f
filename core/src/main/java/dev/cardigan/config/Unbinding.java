package dev.cardigan.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From records back to trees of maps, lists and single values. */
final class Unbinding {

    private final Choices choices;

    Unbinding(Choices choices) {
        this.choices = choices;
    }

    Map<String, Object> record(Object record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Slot slot : Slot.of(record.getClass(), choices)) {
            tree.put(slot.name(), value(slot.type(), slot.read(record)));
        }
        return tree;
    }

    @Nullable Object value(ValueType type, Object value) {
        return switch (type.kind()) {
            case WHOLE, DECIMAL, FLAG, TEXT -> value;
            case PATH -> value.toString();
            case ENUM -> Scalars.constantName((Enum<?>) value);
            case RECORD -> record(value);
            case LIST ->
                    ((List<?>) value).stream().map(item -> value(type.element(), item)).toList();
            case MAP -> map(type.element(), (Map<?, ?>) value);
            case OPTIONAL ->
                    ((Optional<?>) value).map(item -> value(type.element(), item)).orElse(null);
            case CHOICE -> choice(type.raw(), value);
        };
    }

    private Map<String, Object> map(ValueType element, Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((key, item) -> tree.put(String.valueOf(key), value(element, item)));
        return tree;
    }

    private Object choice(Class<?> type, Object value) {
        String name = choices.nameOf(type, value);
        if (!(value instanceof Record)) {
            return name;
        }
        Map<String, Object> settings = record(value);
        return settings.isEmpty() ? name : Map.of(name, settings);
    }
}
