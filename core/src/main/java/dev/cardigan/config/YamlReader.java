package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML document into settings, and refuses what would take memory or time away. */
final class YamlReader {

    private static final int LARGEST_DOCUMENT = 1 << 18; // characters; takes a second to parse
    private static final int DEEPEST = 64; // levels
    private static final int MOST_VALUES = 10_000; // an alias counts all that it stands for

    private static final CoreSchema SCHEMA = new CoreSchema();

    private final BiFunction<Integer, Integer, Origin> origins; // line, column, both 1-based
    private final Faults faults = new Faults();
    private int values;

    private YamlReader(BiFunction<Integer, Integer, Origin> origins) {
        this.origins = origins;
    }

    /**
     * @param origins makes the origin of a value from its line and column, both 1-based
     * @return empty for a document without content
     * @throws ConfigException for what is not YAML, for duplicate keys, for keys that are not text,
     *     for tags and for documents too large, too deep or too often multiplied by anchors
     */
    static Optional<Setting> read(String text, BiFunction<Integer, Integer, Origin> origins) {
        YamlReader reader = new YamlReader(origins);
        try {
            LoadSettings settings =
                    LoadSettings.builder()
                            .setSchema(SCHEMA)
                            .setCodePointLimit(LARGEST_DOCUMENT)
                            .setAllowNonScalarKeys(true) // refused below, with their line
                            .build();
            reader.checkDepth(new Parse(settings).parseString(text));
            Optional<Setting> root =
                    new Compose(settings)
                            .composeString(text)
                            .map(node -> reader.setting(node, reader.origin(node), 1));
            reader.faults.throwIfAny();
            return root;
        } catch (MarkedYamlEngineException fault) {
            throw reader.notYaml(fault.getProblemMark(), fault.getProblem(), fault);
        } catch (YamlEngineException fault) {
            throw reader.notYaml(Optional.empty(), String.valueOf(fault.getMessage()), fault);
        }
    }

    /** Counts on the flat event stream: the composer recurses and would overflow the stack. */
    private void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            Event.ID kind = event.getEventId();
            if (kind == Event.ID.MappingStart || kind == Event.ID.SequenceStart) {
                depth++;
            }
            if (kind == Event.ID.MappingEnd || kind == Event.ID.SequenceEnd) {
                depth--;
            }
            if (depth > DEEPEST) {
                throw tooDeep(origin(event.getStartMark()));
            }
        }
    }

    private Setting setting(Node node, Origin origin, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(origin); // an anchor that holds itself
        }
        values++;
        if (values > MOST_VALUES) {
            throw new ConfigException(
                    "%s: more than %d values, each alias counted in full. Use fewer aliases"
                            .formatted(origin, MOST_VALUES));
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, origin);
        }
        if (node instanceof SequenceNode sequence) {
            checkTag(node, Tag.SEQ, origin);
            List<Setting> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(setting(item, origin(item), depth + 1));
            }
            return new Setting.Sequence(items, origin);
        }
        if (node instanceof MappingNode mapping) {
            checkTag(node, Tag.MAP, origin);
            return mapping(mapping, origin, depth);
        }
        throw new ConfigException(origin + ": expected a value, found " + node.getNodeType());
    }

    private Setting scalar(ScalarNode node, Origin origin) {
        Tag implied = SCHEMA.getScalarResolver().resolve(node.getValue(), node.isPlain());
        checkTag(node, implied, origin);
        if (implied.equals(Tag.NULL)) {
            return new Setting.Nothing(origin);
        }
        return new Setting.Scalar(node.getValue(), !node.isPlain(), origin);
    }

    private Setting mapping(MappingNode node, Origin origin, int depth) {
        Map<String, Setting> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Node keyNode = tuple.getKeyNode();
            Origin place = origin(keyNode);
            if (!(keyNode instanceof ScalarNode key) || keyNode.getTag().equals(Tag.NULL)) {
                faults.add(place, "", "expected a name as the key, found " + found(keyNode));
                continue;
            }
            // The key's line, not the value's: a block value starts on the line below its key.
            Setting value = setting(tuple.getValueNode(), place, depth + 1);
            Setting first = entries.putIfAbsent(key.getValue(), value);
            if (first != null) {
                faults.add(
                        place,
                        "",
                        "duplicate key '%s', first set in %s. Keep one of them"
                                .formatted(key.getValue(), first.origin()));
            }
        }
        return new Setting.Mapping(entries, origin);
    }

    private void checkTag(Node node, Tag implied, Origin origin) {
        if (!node.getTag().equals(implied)) {
            faults.add(
                    origin,
                    "",
                    "expected a plain value, found the tag '%s'. Remove the tag"
                            .formatted(node.getTag().getValue()));
        }
    }

    private static String found(Node key) {
        return key instanceof ScalarNode ? "nothing" : "a list or mapping";
    }

    private ConfigException notYaml(Optional<Mark> mark, String problem, Exception cause) {
        return new ConfigException(origin(mark) + ": not valid YAML: " + problem, cause);
    }

    private static ConfigException tooDeep(Origin origin) {
        return new ConfigException(
                "%s: values nest deeper than %d levels. Flatten them or remove the anchor that"
                                .formatted(origin, DEEPEST)
                        + " holds itself");
    }

    private Origin origin(Node node) {
        return origin(node.getStartMark());
    }

    private Origin origin(Optional<Mark> mark) {
        return mark.map(at -> origins.apply(at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> origins.apply(0, 0));
    }
}
