package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects every fault of a configuration, so that one run of the program reports them all. */
final class Faults {

    private final List<String> lines = new ArrayList<>();

    void add(Origin origin, String path, String message) {
        boolean said = path.isEmpty() || origin.names(path);
        lines.add(origin + ": " + (said ? message : path + ": " + message));
    }

    /** A key nobody knows; {@code path} is the mapping that it was found in. */
    void addUnknownKey(Origin origin, String path, String key, Collection<String> known) {
        String place = path.isEmpty() ? "" : " in '" + path + "'";
        String message = "unknown key '" + key + "'" + place + suggestion(key, known);
        lines.add(origin + ": " + message + " Known keys: " + String.join(", ", known));
    }

    int count() {
        return lines.size();
    }

    /**
     * @throws ConfigException with one line per fault, in the order in which they were found
     */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigException(String.join("\n", lines));
        }
    }

    /** Ends the clause before it: {@code , did you mean 'batch'?} or a full stop. */
    static String suggestion(String written, Collection<String> known) {
        return Nearest.to(written, known)
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse(".");
    }
}
