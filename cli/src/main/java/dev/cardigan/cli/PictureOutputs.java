package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PNG files in a folder, named as the pictures they were made from; where such a file lies already,
 * {@code cat-2.png} beside it.
 */
final class PictureOutputs {

    private final Path folder;
    private final List<Png.Text> texts;

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
        String stem = name.replaceFirst("\\.[^./]*$", "");
        Path file = FreshPlace.unused(folder.resolve(stem + ".png"));
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
