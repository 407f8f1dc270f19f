package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files written whole: a reader sees the old content or the new, never half of either. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path file, byte[] content) {
        Path unfinished = unfinished(file);
        try {
            writeToDisk(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            StorageException error = writeFailure(file, content.length, failure);
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException leftBehind) {
                error.addSuppressed(leftBehind);
            }
            throw error;
        }
    }

    /** Returns when the content is on the disk: a power cut must not leave an empty file. */
    private static void writeToDisk(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw readFailure(file, failure);
        }
    }

    /** The name under which a file is written before it is moved into its place. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }

    static StorageException writeFailure(Path file, long bytesNeeded, IOException failure) {
        return new StorageException(
                "Cannot write "
                        + file
                        + ": needed "
                        + HumanUnits.bytes(bytesNeeded)
                        + ", "
                        + free(file)
                        + " ("
                        + reason(failure)
                        + "); free some space, or check permissions, quota and the limit of file size.",
                failure);
    }

    static DataException readFailure(Path file, IOException failure) {
        return new DataException(
                "Cannot read "
                        + file
                        + ": expected a readable file, found "
                        + reason(failure)
                        + "; check the path and its permissions.",
                failure);
    }

    private static String free(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return "free space unknown";
        }
        try {
            return "found "
                    + HumanUnits.bytes(Files.getFileStore(folder).getUsableSpace())
                    + " free";
        } catch (IOException unknown) {
            return "free space unknown";
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
