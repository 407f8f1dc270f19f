package dev.cardigan.cli;

import dev.cardigan.data.Source;
import dev.cardigan.data.StackedSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How data is written down so that a run can be resumed from any folder. */
final class DataPath {

    private static final String BUILTIN = "builtin:";

    /** What stands before a name or path and says how it is read. */
    private static final List<String> PREFIXES = List.of(Source.SWAPPED, StackedSet.PREFIX);

    private DataPath() {}

    /** Every file in it by its absolute path; names of sets as they are. */
    static String located(String data) {
        if (data.startsWith(BUILTIN)) {
            return data;
        }
        for (String prefix : PREFIXES) {
            if (data.startsWith(prefix)) {
                return prefix + located(data.substring(prefix.length()));
            }
        }
        if (Files.exists(Path.of(data))) {
            return absolute(data);
        }
        return Arrays.stream(data.split(",", -1))
                .map(part -> Files.exists(Path.of(part.strip())) ? absolute(part.strip()) : part)
                .collect(Collectors.joining(","));
    }

    /** The first file of a run's data that is not where it was; empty where all are. */
    static Optional<Path> gone(String data) {
        if (data.startsWith(BUILTIN)) {
            return Optional.empty();
        }
        for (String prefix : PREFIXES) {
            if (data.startsWith(prefix)) {
                return gone(data.substring(prefix.length()));
            }
        }
        if (Files.exists(Path.of(data))) {
            return Optional.empty();
        }
        // Names of sets are not absolute; what was located is.
        return Arrays.stream(data.split(",", -1))
                .map(part -> Path.of(part.strip()))
                .filter(part -> part.isAbsolute() && !Files.exists(part))
                .findFirst();
    }

    private static String absolute(String data) {
        return Path.of(data).toAbsolutePath().normalize().toString();
    }
}
