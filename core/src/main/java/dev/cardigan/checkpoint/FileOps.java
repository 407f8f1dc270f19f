package dev.cardigan.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The few file operations that checkpoints are made of. All their input and output goes through
 * this interface, so that tests can crash before every call and lose what was never forced.
 *
 * <p>Test hook: when the system property {@value #CRASH_PROPERTY} is a number k, {@link #real()}
 * halts the JVM with status 137 just before its k-th changing call, counted from 1, as {@code kill
 * -9} would.
 */
public interface FileOps {

    /** Names the system property that makes {@link #real()} halt the JVM; for tests only. */
    String CRASH_PROPERTY = "cardigan.crash.at";

    /** Creates one folder; its parent must exist. Does nothing when the folder exists. */
    void createDirectory(Path folder) throws IOException;

    /**
     * Creates or overwrites a file with the remaining bytes of the parts, one after the other, and
     * returns when the storage device has them. The positions of the parts do not change.
     */
    void writeAndForce(Path file, List<ByteBuffer> parts) throws IOException;

    /**
     * Returns when the storage device has the entries of the folder (its names, not their bytes).
     */
    void forceDirectory(Path folder) throws IOException;

    /** Renames a file or folder within its parent; an existing target file is replaced. */
    void moveAtomically(Path source, Path target) throws IOException;

    /** Deletes a folder and all in it, or a file; follows no link; a missing path is no error. */
    void deleteTree(Path path) throws IOException;

    /** The entries of a folder, sorted by name. */
    List<Path> list(Path folder) throws IOException;

    /** Fills what remains of the target from the given byte of the file on. */
    void read(Path file, long position, ByteBuffer target) throws IOException;

    /**
     * A read-only direct view of a part of a file, which stays usable when the file is deleted, but
     * not when it is truncated.
     */
    ByteBuffer map(Path file, long position, int length) throws IOException;

    /** Whether there is a file or folder of this name. */
    boolean exists(Path path);

    /** The size of a file in bytes. */
    long size(Path file) throws IOException;

    /** The bytes that this process may still write to the volume of an existing path. */
    long usableSpace(Path path) throws IOException;

    /** The file system of this machine. */
    static FileOps real() {
        Long crashAt = Long.getLong(CRASH_PROPERTY);
        return crashAt == null ? new RealFileOps() : new HaltingFileOps(new RealFileOps(), crashAt);
    }
}
