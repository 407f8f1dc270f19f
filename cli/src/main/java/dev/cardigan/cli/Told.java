package dev.cardigan.cli;

import dev.cardigan.error.DataException;
import java.util.List;
import java.util.Map;

/**
 * What a picture says of how it was made. Pictures come from anywhere, so nothing is taken for
 * granted.
 *
 * @param where names the picture in errors
 */
record Told(String where, Map<String, Object> entries) {

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /**
     * @throws DataException if there is no such text; likewise for the methods below
     */
    String text(String key) {
        if (entries.get(key) instanceof String text) {
            return text;
        }
        throw missing(key, "a text");
    }

    long number(String key) {
        if (entries.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw missing(key, "a number");
    }

    List<String> texts(String key) {
        return all(key).stream().map(String::valueOf).toList();
    }

    int[] numbers(String key) {
        return all(key).stream()
                .mapToInt(
                        each -> {
                            if (each instanceof Number number) {
                                return number.intValue();
                            }
                            throw missing(key, "numbers");
                        })
                .toArray();
    }

    private List<?> all(String key) {
        if (entries.get(key) instanceof List<?> list) {
            return list;
        }
        throw missing(key, "a list");
    }

    private DataException missing(String key, String expected) {
        return new DataException(
                "%s: expected %s as '%s' of how it was made, found %s; it was changed after Cardigan made it"
                        .formatted(where, expected, key, has(key) ? "something else" : "nothing"));
    }
}
