package dev.cardigan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How data is written down so that a run can be resumed from any folder. */
final class DataPath {

    private static final String BUILTIN = "builtin:";
    private static final String SWAPPED = "swapped:";

    private DataPath() {}

    /** Every file in it by its absolute path; names of sets as they are. */
    static String located(String data) {
        if (data.startsWith(BUILTIN)) {
            return data;
        }
        if (data.startsWith(SWAPPED)) {
            return SWAPPED + located(data.substring(SWAPPED.length()));
        }
        if (Files.exists(Path.of(data))) {
            return absolute(data);
        }
        return Arrays.stream(data.split(",", -1))
                .map(part -> Files.exists(Path.of(part.strip())) ? absolute(part.strip()) : part)
                .collect(Collectors.joining(","));
    }

    private static String absolute(String data) {
        return Path.of(data).toAbsolutePath().normalize().toString();
    }
}
