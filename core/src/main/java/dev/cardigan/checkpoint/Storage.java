package dev.cardigan.checkpoint;

import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What writing a file safely and reporting a failing disk have in common. */
final class Storage {

    // Room for logs, samples and other processes while a file is being written.
    private static final long MARGIN_BYTES = 32L << 20;

    private Storage() {}

    /**
     * Replaces a file in one step: readers see the old bytes or the new ones, also after a power
     * loss.
     *
     * @throws StorageException when that fails; the old file is then untouched
     */
    static void replace(FileOps files, Path file, List<ByteBuffer> parts) {
        Path target = file.toAbsolutePath();
        Path folder = parent(target);
        Path temporary = target.resolveSibling(temporaryName(target.getFileName().toString()));
        try {
            requireSpace(files, folder, bytes(parts), file);
            files.writeAndForce(temporary, parts);
            files.moveAtomically(temporary, target);
            files.forceDirectory(folder);
        } catch (IOException e) {
            discard(files, temporary, e);
            throw failure(files, file, bytes(parts), e);
        }
    }

    /** A name that no finished file has, for this process. */
    static String temporaryName(String name) {
        return ".tmp-" + name + "-" + ProcessHandle.current().pid();
    }

    static boolean isTemporary(Path path) {
        return path.getFileName().toString().startsWith(".tmp-");
    }

    /** Removes what a failed write left; a second failure is kept beside the first. */
    static void discard(FileOps files, Path temporary, IOException cause) {
        try {
            files.deleteTree(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Refuses to begin what cannot end.
     *
     * @param volume an existing folder on the volume that will be written
     * @param what the file or folder that is to be written, for the message
     * @throws StorageException when fewer bytes are free than needed plus a margin of 32 MiB
     */
    static void requireSpace(FileOps files, Path volume, long needed, Path what)
            throws IOException {
        long free = files.usableSpace(volume);
        if (free - MARGIN_BYTES < needed) {
            throw new StorageException(
                    ("%s: not enough space to write it: %s bytes needed and %s to spare, %s bytes"
                                    + " free; free some space or move the run to another disk")
                            .formatted(what, group(needed), group(MARGIN_BYTES), group(free)));
        }
    }

    /** One message for a full, read-only or failing disk. */
    static StorageException failure(FileOps files, Path path, long needed, IOException cause) {
        return new StorageException(
                ("%s: cannot be written: %s (%s bytes needed, %s bytes free); what was there"
                                + " before is untouched; free some space, or check that the folder"
                                + " exists and is writable")
                        .formatted(path, reason(cause), group(needed), free(files, path)),
                cause);
    }

    /** What went wrong, in words and with the path that it went wrong at. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be accessed by this user";
        }
        if (e instanceof FileSystemException || e.getMessage() == null) {
            return e.toString();
        }
        return e.getMessage();
    }

    static long bytes(List<ByteBuffer> parts) {
        return parts.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    static Path parent(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static String free(FileOps files, Path path) {
        Path existing = path.toAbsolutePath();
        while (!files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return group(files.usableSpace(existing));
        } catch (IOException e) {
            return "an unknown number of";
        }
    }

    private static String group(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
