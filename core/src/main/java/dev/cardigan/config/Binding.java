package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass from settings to values. Methods take the settings of one value in layers from weak to
 * strong, never none, and the value they start from, null where there is no default; they return
 * null after recording a fault.
 */
final class Binding {

    private final Choices choices;
    private final Faults faults;
    private final List<String> shortNames;

    /**
     * @param shortNames what may stand at the outermost level besides the record's own names
     */
    Binding(Choices choices, Faults faults, List<String> shortNames) {
        this.choices = choices;
        this.faults = faults;
        this.shortNames = shortNames;
    }

    @Nullable Object value(
            ValueType type, @Nullable Object start, List<? extends Setting> layers, String path) {
        return switch (type.kind()) {
            case WHOLE, DECIMAL, FLAG, TEXT, PATH, ENUM -> single(type, strongest(layers), path);
            case RECORD -> record(type.raw(), start, layers, path);
            case LIST -> list(type.element(), strongest(layers), path);
            case MAP -> map(type.element(), layers, path);
            case OPTIONAL -> optional(type.element(), start, layers, path);
            case CHOICE -> choice(type.raw(), start, layers, path);
        };
    }

    @Nullable Object record(
            Class<?> type, @Nullable Object start, List<? extends Setting> layers, String path) {
        int faultsBefore = faults.count();
        List<Slot> slots = Slot.of(type, choices);
        Map<String, List<Setting>> given = given(slots, layers, path);
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach(
                (name, settings) -> {
                    Slot slot = named(slots, name).orElseThrow();
                    Object current = start == null ? null : slot.read(start);
                    Object value = value(slot.type(), current, settings, below(path, name));
                    if (value != null) {
                        values.put(name, value);
                    }
                });
        for (Slot slot : slots) {
            if (!given.containsKey(slot.name())) {
                absent(slot, start, strongest(layers).origin(), path)
                        .ifPresent(value -> values.put(slot.name(), value));
            }
        }
        if (faults.count() > faultsBefore) {
            return null;
        }
        List<Object> arguments = new ArrayList<>();
        slots.forEach(slot -> arguments.add(values.get(slot.name())));
        return construct(type, arguments, given, strongest(layers).origin(), path);
    }

    /** The settings of each component, in the order in which they were written. */
    private Map<String, List<Setting>> given(
            List<Slot> slots, List<? extends Setting> layers, String path) {
        Map<String, List<Setting>> given = new LinkedHashMap<>();
        for (Setting layer : layers) {
            if (layer instanceof Setting.Nothing) {
                continue; // a key whose settings are all commented out
            }
            if (!(layer instanceof Setting.Mapping mapping)) {
                faults.add(layer.origin(), path, "expected a mapping, found " + layer.found());
                continue;
            }
            mapping.entries()
                    .forEach(
                            (key, setting) ->
                                    slots.stream()
                                            .map(Slot::name)
                                            .filter(name -> setting.origin().matches(key, name))
                                            .findFirst()
                                            .ifPresentOrElse(
                                                    name -> add(given, name, setting),
                                                    () -> unknown(slots, setting, path, key)));
        }
        return given;
    }

    private void unknown(List<Slot> slots, Setting setting, String path, String key) {
        List<String> known = new ArrayList<>(path.isEmpty() ? shortNames : List.of());
        slots.forEach(slot -> known.add(slot.name()));
        faults.addUnknownKey(setting.origin(), path, key, known);
    }

    private Optional<Object> absent(Slot slot, @Nullable Object start, Origin origin, String path) {
        if (start != null) {
            return Optional.of(slot.read(start));
        }
        if (slot.type().kind() == ValueType.Kind.OPTIONAL) {
            return Optional.of(Optional.empty());
        }
        faults.add(origin, path, "missing key '" + slot.name() + "', which has no default here");
        return Optional.empty();
    }

    private @Nullable Object construct(
            Class<?> type,
            List<Object> arguments,
            Map<String, List<Setting>> given,
            Origin origin,
            String path) {
        try {
            return Slot.construct(type, arguments);
        } catch (InvocationTargetException refusal) {
            Throwable cause = refusal.getCause();
            if (cause instanceof IllegalArgumentException || cause instanceof ConfigException) {
                String message = String.valueOf(cause.getMessage());
                faults.add(blamed(message, given).orElse(origin), path, message);
                return null;
            }
            throw new ConfigException(
                    "%s: %s: %s failed: %s".formatted(origin, path, type.getName(), cause),
                    refusal);
        }
    }

    /** The place of the key that a constructor's message names first, if it names one. */
    private static Optional<Origin> blamed(String message, Map<String, List<Setting>> given) {
        for (String word : message.split("[^A-Za-z0-9_]+")) {
            List<Setting> settings = given.get(word);
            if (settings != null) {
                return Optional.of(strongest(settings).origin());
            }
        }
        return Optional.empty();
    }

    private @Nullable Object single(ValueType type, Setting setting, String path) {
        try {
            return switch (type.kind()) {
                case WHOLE -> Scalars.whole(type.raw(), setting);
                case DECIMAL -> Scalars.decimal(type.raw(), setting);
                case FLAG -> Scalars.flag(setting);
                case TEXT -> Scalars.text(setting);
                case PATH -> Scalars.path(setting);
                case ENUM -> Scalars.constant(type.raw(), setting);
                case RECORD, LIST, MAP, OPTIONAL, CHOICE ->
                        throw new IllegalStateException("not a single value: " + type);
            };
        } catch (Scalars.Rejected rejected) {
            faults.add(setting.origin(), path, String.valueOf(rejected.getMessage()));
            return null;
        }
    }

    private @Nullable Object list(ValueType element, Setting written, String path) {
        Setting setting = element.kind() == ValueType.Kind.ENUM ? split(written) : written;
        if (!(setting instanceof Setting.Sequence sequence)) {
            faults.add(setting.origin(), path, "expected a list, found " + setting.found());
            return null;
        }
        List<Object> values = new ArrayList<>();
        int faultsBefore = faults.count();
        for (int index = 0; index < sequence.items().size(); index++) {
            Setting item = sequence.items().get(index);
            Object value = value(element, null, List.of(item), path + "[" + index + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return faults.count() > faultsBefore ? null : List.copyOf(values);
    }

    /** Names with commas between them, as one writes them on a command line, are a list. */
    private static Setting split(Setting written) {
        if (!(written instanceof Setting.Scalar scalar)) {
            return written;
        }
        List<Setting> names = new ArrayList<>();
        for (String name : scalar.text().split(",", -1)) {
            names.add(new Setting.Scalar(name.strip(), false, scalar.origin()));
        }
        return new Setting.Sequence(names, scalar.origin());
    }

    private @Nullable Object map(ValueType element, List<? extends Setting> layers, String path) {
        Map<String, List<Setting>> given = new LinkedHashMap<>();
        int faultsBefore = faults.count();
        for (Setting layer : layers) {
            if (layer instanceof Setting.Mapping mapping) {
                mapping.entries().forEach((key, setting) -> add(given, key, setting));
            } else {
                faults.add(layer.origin(), path, "expected a mapping, found " + layer.found());
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach(
                (key, settings) -> {
                    Object value = value(element, null, settings, below(path, key));
                    if (value != null) {
                        values.put(key, value);
                    }
                });
        return faults.count() > faultsBefore ? null : Collections.unmodifiableMap(values);
    }

    private @Nullable Object optional(
            ValueType element,
            @Nullable Object start,
            List<? extends Setting> layers,
            String path) {
        int first = layers.size();
        while (first > 0 && !(layers.get(first - 1) instanceof Setting.Nothing)) {
            first--;
        }
        if (first == layers.size()) {
            return Optional.empty();
        }
        // A weaker null switched the default off; what follows it starts anew.
        Object inner = first == 0 && start instanceof Optional<?> now ? now.orElse(null) : null;
        Object standard = inner == null ? Standard.of(element).orElse(null) : inner;
        List<? extends Setting> rest = layers.subList(first, layers.size());
        if (standard != null && element.kind() == ValueType.Kind.RECORD) {
            return switched(element, standard, rest, path);
        }
        Object value = value(element, inner, rest, path);
        return value == null ? null : Optional.of(value);
    }

    /** A record that {@code true} and {@code false} switch on and off. */
    private @Nullable Object switched(
            ValueType element, Object standard, List<? extends Setting> layers, String path) {
        if (isFlag(strongest(layers), "false")) {
            return Optional.empty();
        }
        List<? extends Setting> given =
                layers.stream()
                        .filter(layer -> !isFlag(layer, "true") && !isFlag(layer, "false"))
                        .toList();
        Object value = given.isEmpty() ? standard : value(element, standard, given, path);
        return value == null ? null : Optional.of(value);
    }

    private static boolean isFlag(Setting setting, String text) {
        return setting instanceof Setting.Scalar scalar
                && !scalar.quoted()
                && scalar.text().equalsIgnoreCase(text);
    }

    private @Nullable Object choice(
            Class<?> type, @Nullable Object start, List<? extends Setting> layers, String path) {
        Optional<String> chosen = Optional.empty();
        List<Setting> arguments = new ArrayList<>();
        for (Setting layer : layers) {
            Optional<Object> current =
                    chosen.map(name -> choices.candidates(type).get(name))
                            .or(() -> Optional.ofNullable(start));
            Optional<Chosen> next =
                    current.flatMap(value -> Chosen.settingsOf(value, layer, type, choices))
                            .or(() -> Chosen.from(layer, type, choices, path, faults));
            if (next.isEmpty()) {
                return null;
            }
            if (!chosen.equals(Optional.of(next.get().name()))) {
                arguments.clear();
            }
            chosen = Optional.of(next.get().name());
            next.get().settings().ifPresent(arguments::add);
        }
        String name = chosen.orElseThrow();
        boolean same = start != null && choices.nameOf(type, start).equals(name);
        Object candidate = same ? start : choices.candidates(type).get(name);
        if (arguments.isEmpty() || candidate == null) {
            return candidate;
        }
        return record(candidate.getClass(), candidate, arguments, below(path, name));
    }

    private static Optional<Slot> named(List<Slot> slots, String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    private static Setting strongest(List<? extends Setting> layers) {
        return layers.get(layers.size() - 1);
    }

    private static void add(Map<String, List<Setting>> given, String name, Setting setting) {
        given.computeIfAbsent(name, unused -> new ArrayList<>()).add(setting);
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
