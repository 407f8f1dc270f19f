package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists every key of a record of settings, for help texts and for the guide. */
public final class Describe {

    /**
     * One key.
     *
     * @param path dotted; {@code []} stands for the position in a list, {@code <name>} for the key
     *     of a map
     * @param type what may be written, in words
     * @param standard the default as YAML on one line; empty where a value must be given
     * @param doc the text of {@link Doc}, empty without one
     * @param unit the unit of {@link Doc}, empty without one
     */
    public record Key(String path, String type, String standard, String doc, String unit) {}

    private final Choices choices;
    private final List<Key> keys = new ArrayList<>();
    private final Deque<Class<?>> open = new ArrayDeque<>(); // records and choices being listed

    private Describe(Choices choices) {
        this.choices = choices;
    }

    /**
     * The keys that {@link Binder#bind} knows, in the order of the record; below a choice come the
     * settings of each of its candidates.
     *
     * @throws ConfigException when a component has a type that settings cannot fill
     */
    public static List<Key> keys(Record defaults, Choices choices) {
        Describe describe = new Describe(choices);
        describe.record("", defaults.getClass(), defaults);
        return List.copyOf(describe.keys);
    }

    /** One block of lines per key, for a terminal: key, type and default, then what it does. */
    public static String text(List<Key> keys) {
        StringBuilder text = new StringBuilder();
        for (Key key : keys) {
            text.append(key.path()).append("  ").append(key.type());
            text.append(key.standard().isEmpty() ? ", required" : ", default " + key.standard());
            text.append(key.unit().isEmpty() ? "" : " " + key.unit()).append('\n');
            if (!key.doc().isEmpty()) {
                text.append("    ").append(key.doc()).append('\n');
            }
        }
        return text.toString();
    }

    /** The type in words, such as {@code list of number}. */
    static String type(ValueType type, Choices choices) {
        return switch (type.kind()) {
            case WHOLE -> "whole number";
            case DECIMAL -> "number";
            case FLAG -> "true or false";
            case TEXT -> "text";
            case PATH -> "path";
            case ENUM -> "one of " + String.join(", ", Scalars.constantNames(type.raw()));
            case CHOICE -> "one of " + String.join(", ", choices.candidates(type.raw()).keySet());
            case RECORD -> "mapping";
            case LIST -> "list of " + type(type.element(), choices);
            case MAP -> "mapping of names to " + type(type.element(), choices);
            case OPTIONAL ->
                    Standard.of(type.element()).isPresent()
                            ? "true, or its settings, or null"
                            : type(type.element(), choices) + " or null";
        };
    }

    private void record(String path, Class<?> type, @Nullable Object defaults) {
        if (defaults == null && open.contains(type)) {
            return; // a record that holds itself in a list, listed once
        }
        open.push(type);
        for (Slot slot : Slot.of(type, choices)) {
            String below = Binding.below(path, slot.name());
            Object value = defaults == null ? null : slot.read(defaults);
            if (slot.type().kind() != ValueType.Kind.RECORD) {
                keys.add(key(slot, below, value));
            }
            inside(below, slot.type(), value);
        }
        open.pop();
    }

    /** The keys below a value: of a record, or of what a list, map, optional or choice holds. */
    private void inside(String path, ValueType type, @Nullable Object value) {
        switch (type.kind()) {
            case WHOLE, DECIMAL, FLAG, TEXT, PATH, ENUM -> {}
            case RECORD -> record(path, type.raw(), value);
            case LIST -> inside(path + "[]", type.element(), null);
            case MAP -> inside(path + ".<name>", type.element(), null);
            case OPTIONAL ->
                    inside(
                            path,
                            type.element(),
                            value instanceof Optional<?> held && held.isPresent()
                                    ? held.get()
                                    : Standard.of(type.element()).orElse(null));
            case CHOICE -> candidates(path, type.raw(), value);
        }
    }

    private void candidates(String path, Class<?> type, @Nullable Object value) {
        if (open.contains(type)) {
            return; // a candidate made of candidates, listed once
        }
        open.push(type);
        for (Map.Entry<String, Object> candidate : choices.candidates(type).entrySet()) {
            String name = candidate.getKey();
            boolean current = value != null && choices.nameOf(type, value).equals(name);
            Object defaults = current ? value : candidate.getValue();
            if (defaults instanceof Record) {
                record(Binding.below(path, name), defaults.getClass(), defaults);
            }
        }
        open.pop();
    }

    private Key key(Slot slot, String path, @Nullable Object value) {
        return new Key(
                path,
                type(slot.type(), choices),
                standard(slot.type(), value),
                slot.doc().map(Doc::value).orElse(""),
                slot.doc().map(Doc::unit).orElse(""));
    }

    private String standard(ValueType type, @Nullable Object value) {
        if (value != null && type.kind() == ValueType.Kind.CHOICE) {
            return choices.nameOf(type.raw(), value); // its settings have keys of their own
        }
        if (value != null) {
            return Yaml.writeLine(new Unbinding(choices).value(type, value));
        }
        return type.kind() == ValueType.Kind.OPTIONAL ? "null" : "";
    }
}
