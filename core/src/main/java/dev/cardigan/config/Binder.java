package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Binds settings to records over a default instance, and turns records back into trees.
 *
 * <ul>
 *   <li>A component that no setting names keeps the value of the default instance, at every depth.
 *   <li>Lists and maps replace those of the default instance as a whole; maps of several layers add
 *       up.
 *   <li>A component of an interface type takes a name of its {@link Choices}, alone or with
 *       settings. They start from the default instance's values if it is of that name, else from
 *       the candidate's.
 *   <li>Null empties an {@code Optional} and leaves a nested record as it is.
 *   <li>An optional record with a constant {@code PAPER} or {@code STANDARD} starts from it: {@code
 *       true} switches it on as it is, {@code false} off, a setting changes it.
 *   <li>Other records in empty optionals, and those in lists and maps, have no default: all their
 *       components except optional ones must be set.
 * </ul>
 */
public final class Binder {

    /** The letter behind an underscore. */
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    private final Choices choices;
    private final UnaryOperator<String> aliases;
    private final List<String> shortNames;

    private Binder(Choices choices, UnaryOperator<String> aliases, Collection<String> shortNames) {
        this.choices = choices;
        this.aliases = aliases;
        this.shortNames = List.copyOf(shortNames);
    }

    public static Binder with(Choices choices) {
        return new Binder(choices, UnaryOperator.identity(), List.of());
    }

    /**
     * A binder that looks for unknown first names elsewhere. Where one source sets a key under both
     * names, the alias wins.
     *
     * @param aliases given {@code critic} may answer {@code model.critic}; answers an unknown name
     *     unchanged
     * @param shortNames names that it knows, for people who mistype one
     */
    public Binder withAliases(UnaryOperator<String> aliases, Collection<String> shortNames) {
        return new Binder(choices, aliases, shortNames);
    }

    /**
     * @param defaults the values of all components that the settings do not name
     * @return {@code defaults} with the settings
     * @throws ConfigException with one line per fault: unknown keys, values of the wrong type or
     *     range, values that a record's constructor refuses
     */
    public <R extends Record> R bind(R defaults, Settings settings) {
        List<Setting.Mapping> layers = new ArrayList<>();
        List<String> names =
                Slot.of(defaults.getClass(), choices).stream().map(Slot::name).toList();
        settings.layers().forEach(layer -> layers.addAll(resolved(layer, names, defaults)));
        if (layers.isEmpty()) {
            return defaults;
        }
        Faults faults = new Faults();
        Object bound =
                new Binding(choices, faults, shortNames)
                        .record(defaults.getClass(), defaults, layers, "");
        faults.throwIfAny();
        @SuppressWarnings("unchecked") // made by the constructor of defaults' own class
        R result = (R) bound;
        if (result == null) {
            throw new IllegalStateException("no record and no fault for " + defaults);
        }
        return result;
    }

    /**
     * The tree of all components in their order, from which {@link #bind} makes an equal record:
     * numbers, text and booleans as they are, paths as text, enum constants in lower case with
     * dashes, choices as their name or {@code {name: {...}}}, an empty optional as null.
     *
     * @throws ConfigException for NaN and infinity, which settings do not hold, and for values that
     *     are not among the choices of their type
     */
    public Map<String, Object> toMap(Record record) {
        Map<String, Object> tree = new Unbinding(choices).record(record);
        Plain.require(tree, record.getClass().getSimpleName());
        return tree;
    }

    /** The layer without aliases: each in a layer of its own, as strong as the layer itself. */
    private List<Setting.Mapping> resolved(
            Setting.Mapping layer, List<String> names, Record defaults) {
        Map<String, Setting> known = new LinkedHashMap<>();
        List<Setting.Mapping> moved = new ArrayList<>();
        layer.entries()
                .forEach(
                        (key, setting) -> {
                            String target = target(key, setting.origin(), names, defaults);
                            if (target.equals(key)) {
                                known.put(key, setting);
                            } else {
                                moved.add(Setting.Mapping.of(target, setting));
                            }
                        });
        List<Setting.Mapping> layers = new ArrayList<>();
        layers.add(new Setting.Mapping(known, layer.origin()));
        layers.addAll(moved);
        return layers;
    }

    private String target(String key, Origin origin, List<String> names, Record defaults) {
        if (names.stream().anyMatch(name -> origin.matches(key, name))) {
            return key;
        }
        return spellings(key, origin, defaults).stream()
                .map(aliases)
                .filter(target -> names.contains(target.split("\\.", 2)[0]))
                .findFirst()
                .orElse(key);
    }

    /** What the key may be meant to say: variables of the environment have no upper case. */
    private List<String> spellings(String key, Origin origin, Record defaults) {
        List<String> spellings = new ArrayList<>(List.of(key));
        if (origin.source() == Origin.Source.ENVIRONMENT) {
            componentNames(defaults)
                    .filter(name -> origin.matches(key, name))
                    .forEach(spellings::add);
            spellings.add(
                    UNDERSCORE
                            .matcher(key)
                            .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)));
        }
        return spellings;
    }

    /** The names of all components, at every depth. */
    private Stream<String> componentNames(Record record) {
        return Slot.of(record.getClass(), choices).stream()
                .flatMap(
                        slot ->
                                slot.read(record) instanceof Record inner
                                        ? Stream.concat(
                                                Stream.of(slot.name()), componentNames(inner))
                                        : Stream.of(slot.name()));
    }
}
