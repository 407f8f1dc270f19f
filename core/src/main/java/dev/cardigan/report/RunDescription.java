package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any JSON object as lines of a table: nested names are joined by dots. */
final class RunDescription {

    /** Decimals as they were written: 0.0002, not 2.0E-4. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private RunDescription() {}

    static Map<String, String> from(Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(WholeFile.read(file));
        } catch (JacksonException notJson) {
            throw damaged(file, "something else, or one that is cut off");
        }
        if (!root.isObject()) {
            throw damaged(file, "a JSON " + root.getNodeType());
        }
        Map<String, String> lines = new LinkedHashMap<>();
        flatten("", root, lines);
        return lines;
    }

    private static void flatten(String name, JsonNode node, Map<String, String> lines) {
        if (node.isObject() && !node.isEmpty()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                String key = property.getKey();
                flatten(name.isEmpty() ? key : name + "." + key, property.getValue(), lines);
            }
            return;
        }
        if (!name.isEmpty()) {
            lines.put(name, node.isString() ? node.stringValue() : node.toString());
        }
    }

    private static DataException damaged(Path file, String found) {
        return new DataException(
                "Damaged run description: "
                        + file
                        + ": expected a JSON object, found "
                        + found
                        + "; restore the file from a checkpoint or a copy.");
    }
}
