package dev.cardigan.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Third-party data that lies beside the project, on machines that have it. */
final class SharedData {

    private SharedData() {}

    /** A file or folder of it; where it is absent the calling test is skipped with its reason. */
    static Path path(String name) {
        Path root = Path.of(System.getProperty("cardigan.root", "."));
        Path path = root.resolve("../shared/data").resolve(name).normalize();
        Assumptions.assumeTrue(
                Files.exists(path), () -> "not run: the shared data set " + name + " is absent");
        return path;
    }
}
