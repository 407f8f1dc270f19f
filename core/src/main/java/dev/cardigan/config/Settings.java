package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was configured, as layers from weak to strong, each value with the place where it was
 * written. Layers meet when they are bound to a record, because only its types say whether two
 * mappings add up or one replaces the other.
 */
public final class Settings {

    /** Environment variables that are settings; the rest of the name is the key. */
    public static final String ENVIRONMENT_PREFIX = "CARDIGAN_SET_";

    private final List<Setting.Mapping> layers;

    private Settings(List<Setting.Mapping> layers) {
        this.layers = List.copyOf(layers);
    }

    public static Settings none() {
        return new Settings(List.of());
    }

    /**
     * Reads a YAML file in UTF-8.
     *
     * @throws ConfigException when there is no such file or it is not a YAML mapping; names file
     *     and line
     * @throws StorageException when the file cannot be read
     */
    public static Settings from(Path file) {
        try {
            return ofYaml(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    file + ": expected a YAML file, found none. Check the path", missing);
        } catch (CharacterCodingException notText) {
            throw new ConfigException(
                    file + ": expected text in UTF-8, found other bytes. Save it as UTF-8",
                    notText);
        } catch (IOException failure) {
            throw new StorageException(file + ": cannot be read: " + failure, failure);
        }
    }

    /**
     * @param label names the text in errors, such as {@code config.yaml}
     * @throws ConfigException when the text is not a YAML mapping; names label and line
     */
    public static Settings ofYaml(String text, String label) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text; // byte order mark
        Optional<Setting> root =
                YamlReader.read(content, (line, column) -> Origin.ofFile(label, line, column));
        if (root.isEmpty() || root.get() instanceof Setting.Nothing) {
            return none();
        }
        if (root.get() instanceof Setting.Mapping mapping) {
            return new Settings(List.of(mapping));
        }
        throw new ConfigException(
                "%s: expected settings such as 'batch: 64', found %s"
                        .formatted(root.get().origin(), root.get().found()));
    }

    /**
     * Settings of {@code --set}, such as {@code critic.learningRate=1e-4}; the value is YAML, so
     * {@code betas=[0.5, 0.9]} is a list. Of two for the same key the later one wins.
     *
     * @throws ConfigException for one without {@code =}, with an empty name in its key or a value
     *     that is not YAML
     */
    public static Settings ofAssignments(List<String> assignments) {
        Faults faults = new Faults();
        List<Setting.Mapping> layers = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String path = equals < 0 ? assignment : assignment.substring(0, equals).strip();
            Origin origin = Origin.ofArgument(path);
            if (equals < 0 || hasEmptyName(path)) {
                faults.add(origin, "", "expected key=value, found '" + assignment + "'");
                continue;
            }
            layers.add(Setting.Mapping.of(path, value(assignment.substring(equals + 1), origin)));
        }
        faults.throwIfAny();
        return new Settings(layers);
    }

    /**
     * Settings of variables such as {@code CARDIGAN_SET_CRITIC__LEARNING_RATE=1e-4}: a double
     * underscore is a dot, case and single underscores do not count, the value is YAML. Variables
     * with another prefix are left alone.
     *
     * @param environment as from {@link System#getenv()}
     * @throws ConfigException for two variables of one key, an empty name in a key or a value that
     *     is not YAML
     */
    public static Settings ofEnvironment(Map<String, String> environment) {
        Faults faults = new Faults();
        Map<String, String> seen = new HashMap<>();
        List<Setting.Mapping> layers = new ArrayList<>();
        new TreeMap<>(environment)
                .forEach(
                        (variable, text) -> {
                            if (!variable.startsWith(ENVIRONMENT_PREFIX)) {
                                return;
                            }
                            Origin origin = Origin.ofEnvironment(variable);
                            String path = path(variable);
                            String twin = seen.put(Nearest.fold(path), variable);
                            if (hasEmptyName(path)) {
                                faults.add(origin, "", "expected a key behind the prefix");
                            } else if (twin != null) {
                                faults.add(origin, "", "sets the same key as " + twin);
                            } else {
                                layers.add(Setting.Mapping.of(path, value(text, origin)));
                            }
                        });
        faults.throwIfAny();
        return new Settings(layers);
    }

    /**
     * @param tree as read from {@code run.json}: maps, lists, text, numbers, booleans and null
     * @param label names the tree in errors
     * @throws ConfigException when the tree holds anything else
     */
    public static Settings ofMap(Map<String, ?> tree, String label) {
        Plain.require(tree, label);
        return new Settings(List.of(mapping(tree, Origin.ofTree(label))));
    }

    /** These settings, with the stronger ones before them in every conflict. */
    public Settings overriddenBy(Settings stronger) {
        List<Setting.Mapping> all = new ArrayList<>(layers);
        all.addAll(stronger.layers);
        return new Settings(all);
    }

    /**
     * The single value at a dotted key, for what must be known before there is a record to bind to,
     * such as the name of the paper.
     *
     * @return empty when nobody set it or its strongest value is not a single one
     */
    public Optional<String> text(String path) {
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            Optional<Setting> found = find(layers.get(layer), path);
            if (found.isPresent()) {
                return found.filter(Setting.Scalar.class::isInstance)
                        .map(scalar -> ((Setting.Scalar) scalar).text());
            }
        }
        return Optional.empty();
    }

    /**
     * What is chosen at a dotted key, by its name alone or by a name above its settings: {@code
     * dcgan} of {@code model: dcgan} and of {@code model: {dcgan: {width: 64}}}.
     *
     * @return empty when nobody set it or its strongest value does not begin with one name
     */
    public Optional<String> chosen(String path) {
        Optional<String> alone = text(path);
        for (int layer = layers.size() - 1; layer >= 0 && alone.isEmpty(); layer--) {
            Optional<Setting> found = find(layers.get(layer), path);
            if (found.isPresent()) {
                return found.filter(Setting.Mapping.class::isInstance)
                        .map(mapping -> ((Setting.Mapping) mapping).entries().keySet())
                        .filter(names -> names.size() == 1)
                        .map(names -> names.iterator().next());
            }
        }
        return alone;
    }

    List<Setting.Mapping> layers() {
        return layers;
    }

    private static Optional<Setting> find(Setting.Mapping mapping, String path) {
        int dot = path.indexOf('.');
        String head = dot < 0 ? path : path.substring(0, dot);
        Optional<Setting> value =
                mapping.entries().entrySet().stream()
                        .filter(entry -> entry.getValue().origin().matches(entry.getKey(), head))
                        .map(Map.Entry::getValue)
                        .findFirst();
        if (dot < 0) {
            return value;
        }
        return value.filter(Setting.Mapping.class::isInstance)
                .flatMap(inner -> find((Setting.Mapping) inner, path.substring(dot + 1)));
    }

    private static Setting value(String yaml, Origin origin) {
        return YamlReader.read(yaml, (line, column) -> origin)
                .orElseGet(() -> new Setting.Nothing(origin));
    }

    private static String path(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", ".");
    }

    private static boolean hasEmptyName(String path) {
        return List.of(path.split("\\.", -1)).contains("");
    }

    private static Setting.Mapping mapping(Map<?, ?> tree, Origin origin) {
        Map<String, Setting> entries = new LinkedHashMap<>();
        tree.forEach((key, value) -> entries.put(String.valueOf(key), setting(value, origin)));
        return new Setting.Mapping(entries, origin);
    }

    private static Setting setting(@Nullable Object value, Origin origin) {
        if (value == null) {
            return new Setting.Nothing(origin);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(map, origin);
        }
        if (value instanceof List<?> list) {
            List<Setting> items = new ArrayList<>();
            list.forEach(item -> items.add(setting(item, origin)));
            return new Setting.Sequence(items, origin);
        }
        return new Setting.Scalar(value.toString(), value instanceof String, origin);
    }
}
