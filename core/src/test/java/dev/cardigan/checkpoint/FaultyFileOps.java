package dev.cardigan.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/** Other file operations with a fault before, or half-way through, one changing call. */
final class FaultyFileOps implements FileOps {

    /** The kinds of fault. */
    enum Fault {
        /** The process dies. */
        CRASH,
        /** Half of the bytes of a write fit on the disk. */
        FULL_DISK,
        /** The device reports an error for any changing call. */
        DEVICE_ERROR
    }

    private final FileOps files;
    private final Fault fault;
    private final int failAt;
    private int calls;

    private FaultyFileOps(FileOps files, Fault fault, int failAt) {
        this.files = files;
        this.fault = fault;
        this.failAt = failAt;
    }

    /** The fault happens at one call, counted from 1 among those that can have it. */
    static FaultyFileOps with(FileOps files, Fault fault, int failAt) {
        return new FaultyFileOps(files, fault, failAt);
    }

    /** Whether the fault has happened. */
    boolean hasFailed() {
        return calls >= failAt;
    }

    @Override
    public void createDirectory(Path folder) throws IOException {
        change(folder);
        files.createDirectory(folder);
    }

    @Override
    public void writeAndForce(Path file, List<ByteBuffer> parts) throws IOException {
        if (fault == Fault.FULL_DISK) {
            calls++;
            if (calls == failAt) {
                files.writeAndForce(file, parts.subList(0, parts.size() / 2));
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        } else {
            change(file);
        }
        files.writeAndForce(file, parts);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        change(folder);
        files.forceDirectory(folder);
    }

    @Override
    public void moveAtomically(Path source, Path target) throws IOException {
        change(source);
        files.moveAtomically(source, target);
    }

    @Override
    public void deleteTree(Path path) throws IOException {
        change(path);
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

    private void change(Path path) throws IOException {
        if (fault == Fault.FULL_DISK) {
            return;
        }
        calls++;
        if (calls != failAt) {
            return;
        }
        switch (fault) {
            case CRASH -> throw new PowerLoss("call " + calls);
            case DEVICE_ERROR, FULL_DISK -> throw new IOException(path + ": Input/output error");
        }
    }
}
