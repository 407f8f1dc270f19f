package dev.cardigan.benchmarks;

import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone, with all in it, after a measurement. */
record TemporaryFolder(Path path) implements AutoCloseable {

    /**
     * @throws StorageException if it cannot be made
     */
    static TemporaryFolder made() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("cardigan-benchmark-"));
        } catch (IOException e) {
            throw failure("made", e);
        }
    }

    /** A new folder in it. */
    Path below(String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (IOException e) {
            throw failure("filled", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw failure("deleted", e);
        }
    }

    private static StorageException failure(String what, IOException cause) {
        return new StorageException(
                "A temporary folder could not be %s: %s. Set -Djava.io.tmpdir to another place."
                        .formatted(what, cause.getMessage()),
                cause);
    }
}
