package dev.cardigan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the kernel tells of the machine in files, as Linux does. */
final class KernelFile {

    private KernelFile() {}

    /** Empty where there is no such file, or a kernel that does not tell. */
    static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
