package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Places for results where nothing is lost: what lies there already stays, and is not mixed in. */
final class FreshPlace {

    private FreshPlace() {}

    /**
     * @param option by which the user named the folder
     * @throws ConfigException if there is something in it
     */
    static void folder(String option, Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(
                    "%s: expected a new or empty folder, found a file at %s; choose another"
                            .formatted(option, folder));
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new ConfigException(
                        "%s: expected a new or empty folder, found files in %s; choose another"
                                .formatted(option, folder));
            }
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder cannot be listed (%s); choose another %s"
                            .formatted(folder, failure, option),
                    failure);
        }
    }

    /**
     * @throws ConfigException if there is such a file
     */
    static void file(String option, Path file) {
        if (Files.exists(file)) {
            throw new ConfigException(
                    "%s: expected the name of a new file, found one at %s; choose another"
                            .formatted(option, file));
        }
    }

    /** Whether a folder holds this one entry and nothing else. */
    static boolean holdsOnly(Path folder, String entry) {
        if (!Files.isDirectory(folder.resolve(entry))) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.count() == 1;
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder cannot be listed (%s); check its rights"
                            .formatted(folder, failure),
                    failure);
        }
    }

    /**
     * For names that nobody chose: the file itself, or where it is taken the first of {@code
     * NAME-2.png}, {@code NAME-3.png} and so on that is not.
     */
    static Path unused(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        Path free = file;
        for (int number = 2; Files.exists(free); number++) {
            free = file.resolveSibling(stem + "-" + number + ending);
        }
        return free;
    }
}
