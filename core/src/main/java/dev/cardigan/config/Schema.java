package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Schema (draft 2020-12) of a record of settings, for editors and for forms. */
public final class Schema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Choices choices;
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private Schema(Choices choices) {
        this.choices = choices;
    }

    /**
     * The schema as a tree for {@link Json#writeString}. It accepts what {@link Binder#toMap}
     * writes, and of what {@link Binder#bind} reads all but numbers with underscores.
     *
     * @throws ConfigException when a component has a type that settings cannot fill
     */
    public static Map<String, Object> of(Record defaults, Choices choices, String title) {
        Schema schema = new Schema(choices);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", DIALECT);
        root.put("title", title);
        root.putAll(schema.record(defaults.getClass(), defaults));
        if (!schema.definitions.isEmpty()) {
            root.put("$defs", schema.definitions);
        }
        return root;
    }

    private Map<String, Object> record(Class<?> type, @Nullable Object defaults) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Slot slot : Slot.of(type, choices)) {
            Object value = defaults == null ? null : slot.read(defaults);
            properties.put(slot.name(), property(slot, value));
            if (value == null && slot.type().kind() != ValueType.Kind.OPTIONAL) {
                required.add(slot.name());
            }
        }
        Map<String, Object> schema = object(properties, required);
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", sentence(doc));
        }
        return schema;
    }

    private Map<String, Object> property(Slot slot, @Nullable Object value) {
        Map<String, Object> schema = value(slot.type(), value);
        slot.doc().ifPresent(doc -> schema.put("description", sentence(doc)));
        if (value != null && slot.type().kind() != ValueType.Kind.RECORD) {
            schema.put("default", new Unbinding(choices).value(slot.type(), value));
        }
        return schema;
    }

    private Map<String, Object> value(ValueType type, @Nullable Object value) {
        return switch (type.kind()) {
            case WHOLE -> whole(type.raw());
            case DECIMAL -> with("type", "number");
            case FLAG -> with("type", "boolean");
            case TEXT, PATH -> with("type", "string");
            case ENUM -> with("enum", Scalars.constantNames(type.raw()));
            case RECORD -> value == null ? referenceTo(type.raw()) : record(type.raw(), value);
            case LIST -> {
                Map<String, Object> list = with("type", "array");
                list.put("items", value(type.element(), null));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = with("type", "object");
                map.put("additionalProperties", value(type.element(), null));
                yield map;
            }
            case OPTIONAL -> {
                Object held = value instanceof Optional<?> now ? now.orElse(null) : null;
                Object standard = held == null ? Standard.of(type.element()).orElse(null) : held;
                Map<String, Object> nothing = with("type", "null");
                yield standard == null || type.element().kind() != ValueType.Kind.RECORD
                        ? with("anyOf", List.of(value(type.element(), held), nothing))
                        : with(
                                "anyOf",
                                List.of(
                                        record(type.element().raw(), standard),
                                        with("type", "boolean"),
                                        nothing));
            }
            case CHOICE -> choice(type.raw());
        };
    }

    /**
     * A choice may hold itself, so its schema is a definition. It has no defaults of the place that
     * refers to it: all settings of a candidate are optional anyway.
     */
    private Map<String, Object> choice(Class<?> type) {
        String name = type.getTypeName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // ends the recursion; replaced below
            definitions.put(name, candidates(type));
        }
        return with("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> candidates(Class<?> type) {
        Map<String, Object> candidates = choices.candidates(type);
        List<Object> forms = new ArrayList<>();
        forms.add(with("enum", List.copyOf(candidates.keySet())));
        candidates.forEach(
                (name, candidate) -> {
                    Map<String, Object> settings =
                            candidate instanceof Record
                                    ? record(candidate.getClass(), candidate)
                                    : object(Map.of(), List.of());
                    forms.add(object(Map.of(name, settings), List.of(name)));
                });
        Map<String, Object> schema = with("oneOf", forms);
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", sentence(doc));
        }
        return schema;
    }

    /** A record without defaults may hold itself in a list, so it is a definition too. */
    private Map<String, Object> referenceTo(Class<?> type) {
        String name = type.getTypeName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // ends the recursion; replaced below
            definitions.put(name, record(type, null));
        }
        return with("$ref", "#/$defs/" + name);
    }

    private static Map<String, Object> whole(Class<?> type) {
        Map<String, Object> schema = with("type", "integer");
        boolean isInt = type == Integer.class;
        long least = isInt ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long most = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    private static Map<String, Object> object(
            Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = with("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static String sentence(Doc doc) {
        return doc.unit().isEmpty() ? doc.value() : doc.value() + " (" + doc.unit() + ")";
    }

    private static Map<String, Object> with(String keyword, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(keyword, value);
        return schema;
    }
}
