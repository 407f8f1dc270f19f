package dev.cardigan.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system of this machine, through {@code java.nio}. */
final class RealFileOps implements FileOps {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }

    @Override
    public void createDirectory(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    @Override
    public void writeAndForce(Path file, List<ByteBuffer> parts) throws IOException {
        uninterrupted(
                () -> {
                    writeOnce(file, parts);
                    return file;
                });
    }

    private static void writeOnce(Path file, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            for (ByteBuffer part : parts) {
                ByteBuffer rest = part.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            channel.force(true);
        }
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        // Windows opens no folder as a file; NTFS keeps the order of its own renames.
        if (WINDOWS) {
            return;
        }
        uninterrupted(
                () -> {
                    try (FileChannel channel = FileChannel.open(folder, READ)) {
                        channel.force(true);
                    }
                    return folder;
                });
    }

    @Override
    public void moveAtomically(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void deleteTree(Path path) throws IOException {
        if (!exists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void read(Path file, long position, ByteBuffer target) throws IOException {
        int start = target.position();
        uninterrupted(
                () -> {
                    target.position(start);
                    readOnce(file, position, target);
                    return target;
                });
    }

    private static void readOnce(Path file, long position, ByteBuffer target) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            long next = position;
            while (target.hasRemaining()) {
                int count = channel.read(target, next);
                if (count < 0) {
                    throw new EOFException(file + " ends at byte " + next);
                }
                next += count;
            }
        }
    }

    @Override
    public ByteBuffer map(Path file, long position, int length) throws IOException {
        return uninterrupted(
                () -> {
                    try (FileChannel channel = FileChannel.open(file, READ)) {
                        return channel.map(MapMode.READ_ONLY, position, length);
                    }
                });
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    /**
     * Runs an action again when an interrupt closed its channel, and hands the interrupt on
     * afterwards: the signal that stops a run must not cost its last checkpoint.
     */
    private static <T> T uninterrupted(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
