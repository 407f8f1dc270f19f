package dev.cardigan.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Halts the JVM just before the k-th changing call; the test hook of {@link FileOps#real()}. */
final class HaltingFileOps implements FileOps {

    // 128 + 9: what a shell reports for a process that SIGKILL ended.
    private static final int KILLED = 137;

    // Counted over the whole process: a save may use several instances.
    private static final AtomicLong CALLS = new AtomicLong();

    private final FileOps files;
    private final long crashAt;

    HaltingFileOps(FileOps files, long crashAt) {
        this.files = files;
        this.crashAt = crashAt;
    }

    @Override
    public void createDirectory(Path folder) throws IOException {
        countDown();
        files.createDirectory(folder);
    }

    @Override
    public void writeAndForce(Path file, List<ByteBuffer> parts) throws IOException {
        countDown();
        files.writeAndForce(file, parts);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        countDown();
        files.forceDirectory(folder);
    }

    @Override
    public void moveAtomically(Path source, Path target) throws IOException {
        countDown();
        files.moveAtomically(source, target);
    }

    @Override
    public void deleteTree(Path path) throws IOException {
        countDown();
        files.deleteTree(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return files.list(folder);
    }

    @Override
    public void read(Path file, long position, ByteBuffer target) throws IOException {
        files.read(file, position, target);
    }

    @Override
    public ByteBuffer map(Path file, long position, int length) throws IOException {
        return files.map(file, position, length);
    }

    @Override
    public boolean exists(Path path) {
        return files.exists(path);
    }

    @Override
    public long size(Path file) throws IOException {
        return files.size(file);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return files.usableSpace(path);
    }

    private void countDown() {
        if (CALLS.incrementAndGet() == crashAt) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
