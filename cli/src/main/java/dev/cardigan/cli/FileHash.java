package dev.cardigan.cli;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells files apart by their content. */
final class FileHash {

    private FileHash() {}

    /**
     * SHA-256 in hex.
     *
     * @throws DataException if the file cannot be read
     */
    static String of(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException failure) {
            throw new DataException(
                    "%s: cannot be read (%s); check the path and its rights"
                            .formatted(file, failure),
                    failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", impossible);
        }
    }

    /**
     * A file that a picture was made with: where it was then, or beside the picture.
     *
     * @throws DataException if it is gone or another one by now
     */
    static Path find(String named, String hash, Path picture) {
        Path then = Path.of(named);
        Path beside = picture.toAbsolutePath().resolveSibling(then.getFileName());
        Path file = Files.isRegularFile(then) ? then : beside;
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "%s: made with %s, which is neither there nor beside the picture; put it back"
                            .formatted(picture, named));
        }
        String found = of(file);
        if (!found.equals(hash)) {
            throw new DataException(
                    "%s: made with %s of hash %.12s, found one of %.12s; put the old one back"
                            .formatted(picture, file, hash, found));
        }
        return file;
    }
}
