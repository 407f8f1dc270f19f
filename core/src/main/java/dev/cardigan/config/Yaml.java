package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes settings the way a person would: one key a line, short lists in brackets. */
public final class Yaml {

    private static final String WHAT = "YAML";

    private Yaml() {}

    /**
     * Block style, keys in the order given, ends with a line feed.
     *
     * @throws ConfigException for NaN, infinity and values that YAML has no form for
     */
    public static String write(Map<String, ?> tree) {
        Plain.require(tree, WHAT);
        return emit(node(tree, FlowStyle.BLOCK));
    }

    /**
     * One value on one line, as it can stand behind {@code --set key=}.
     *
     * @throws ConfigException for NaN, infinity and values that YAML has no form for
     */
    public static String writeLine(@Nullable Object value) {
        Plain.require(value, WHAT);
        return emit(node(value, FlowStyle.FLOW)).strip();
    }

    private static String emit(Node root) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setSchema(new CoreSchema())
                        .setSplitLines(false)
                        .setWidth(Integer.MAX_VALUE)
                        .setBestLineBreak("\n")
                        .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(root).iterator());
    }

    private static Node node(@Nullable Object value, FlowStyle style) {
        if (value == null) {
            return new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
        }
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add(new NodeTuple(text(key), node(item, style))));
            return new MappingNode(Tag.MAP, entries, style);
        }
        if (value instanceof List<?> list) {
            List<Node> items = new ArrayList<>();
            list.forEach(item -> items.add(node(item, style)));
            boolean simple = items.stream().allMatch(ScalarNode.class::isInstance);
            return new SequenceNode(Tag.SEQ, items, simple ? FlowStyle.FLOW : style);
        }
        if (value instanceof Boolean) {
            return new ScalarNode(Tag.BOOL, value.toString(), ScalarStyle.PLAIN);
        }
        if (value instanceof Double || value instanceof Float) {
            return new ScalarNode(Tag.FLOAT, Numbers.format((Number) value), ScalarStyle.PLAIN);
        }
        if (value instanceof Number) {
            return new ScalarNode(Tag.INT, value.toString(), ScalarStyle.PLAIN);
        }
        return text(value);
    }

    /** Plain where YAML reads it back as text; the emitter adds quotes where it would not. */
    private static ScalarNode text(@Nullable Object value) {
        String text = String.valueOf(value);
        boolean lines = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        return new ScalarNode(Tag.STR, text, lines ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }
}
