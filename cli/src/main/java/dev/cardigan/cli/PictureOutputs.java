package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** PNG files in a folder, named as the pictures they were made from. */
final class PictureOutputs {

    private final Path folder;
    private final List<Png.Text> texts;
    private final Set<Path> taken = new HashSet<>();

    /**
     * @param texts written into every picture
     */
    PictureOutputs(Path folder, List<Png.Text> texts) {
        this.folder = folder;
        this.texts = texts;
    }

    /**
     * @param name of the picture it was made from, folders included
     * @throws StorageException if it cannot be written
     */
    Path write(String name, Pixels pixels) {
        Path file = folder.resolve(name.replaceFirst("\\.[^./]*$", "") + ".png");
        for (int number = 2; !taken.add(file); number++) {
            // cat.png and cat.jpg both become cat.png.
            file = folder.resolve(name + "-" + number + ".png");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: its folder cannot be made (%s); choose another with --out"
                            .formatted(file, failure),
                    failure);
        }
        Png.write(file, Bitmaps.of(pixels), texts);
        return file;
    }
}
