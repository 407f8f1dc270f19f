package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees that JSON and YAML hold without loss: maps, lists, text, finite numbers, booleans, null.
 */
final class Plain {

    private Plain() {}

    /**
     * @param label starts the message: the file, or what is written
     * @throws ConfigException naming the place of the first value that is something else
     */
    static void require(@Nullable Object tree, String label) {
        require(tree, label, "");
    }

    private static void require(@Nullable Object tree, String label, String path) {
        if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    throw fault(label, path, "expected text keys, found " + entry.getKey());
                }
                require(entry.getValue(), label, path.isEmpty() ? key : path + "." + key);
            }
            return;
        }
        if (tree instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                require(list.get(index), label, path + "[" + index + "]");
            }
            return;
        }
        requireScalar(tree, label, path);
    }

    private static void requireScalar(@Nullable Object value, String label, String path) {
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw fault(
                        label,
                        path,
                        "expected a finite number, found %s. Write null or leave the key out"
                                .formatted(value));
            }
            return;
        }
        if (value == null) {
            return;
        }
        boolean exact =
                value instanceof String
                        || value instanceof Boolean
                        || value instanceof Integer
                        || value instanceof Long
                        || value instanceof BigInteger;
        if (!exact) {
            throw fault(
                    label,
                    path,
                    "expected a map, list, text, number, boolean or null, found "
                            + value.getClass().getName());
        }
    }

    private static ConfigException fault(String label, String path, String message) {
        return new ConfigException(
                path.isEmpty() ? label + ": " + message : label + ": " + path + ": " + message);
    }
}
