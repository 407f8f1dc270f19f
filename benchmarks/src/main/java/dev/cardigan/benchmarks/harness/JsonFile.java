package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code --json} goes. */
public final class JsonFile {

    private JsonFile() {}

    /**
     * @throws StorageException if it cannot be written
     */
    public static void write(Path file, String json) {
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new StorageException(
                    "The report could not be written to "
                            + file
                            + ": "
                            + e.getMessage()
                            + ". Give --json a file in a folder that exists.",
                    e);
        }
    }
}
