package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A contestant's program that is built apart, because its libraries and Cardigan's do not fit on
 * one class path.
 *
 * @param module the folder of its Maven module
 * @param settings of its JVM, beside those of every contestant
 */
public record OtherBuild(Path module, List<String> settings) {

    public OtherBuild {
        settings = List.copyOf(settings);
    }

    /** Whether it was built. */
    public boolean wasBuilt() {
        return Files.isRegularFile(libraries()) && Files.isDirectory(classes());
    }

    /** What its build writes: one line with the class path of its libraries. */
    public Path libraries() {
        return module.resolve("target").resolve("class-path.txt");
    }

    /**
     * Its classes, then its libraries.
     *
     * @throws StorageException if it cannot be read
     */
    String classPath() {
        try {
            return classes() + System.getProperty("path.separator") + read(libraries());
        } catch (IOException e) {
            throw new StorageException(
                    "The class path of a peer could not be read from "
                            + libraries()
                            + ": "
                            + e.getMessage()
                            + ". Build it again.",
                    e);
        }
    }

    private Path classes() {
        return module.resolve("target").resolve("classes");
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
