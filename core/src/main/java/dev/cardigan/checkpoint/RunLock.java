package dev.cardigan.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cardigan.error.RunLockedException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The exclusive right to write to one run folder. The operating system holds it and frees it when
 * the process ends in whatever way, so a file that is left behind never blocks anyone. Not for
 * network file systems, whose locks cannot be trusted.
 *
 * <p>Nothing else in this JVM may open the lock file: on POSIX systems closing any of its
 * descriptors frees the lock of the whole process.
 */
public final class RunLock implements AutoCloseable {

    /** The name of the lock file in a run folder. */
    static final String FILE = "run.lock";

    // The winner of a race needs a moment between taking the lock and leaving its note.
    private static final Duration NOTE_PATIENCE = Duration.ofMillis(500);
    private static final Duration NOTE_PAUSE = Duration.ofMillis(10);

    private static final Set<Path> HELD_BY_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private RunLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock of an existing folder or fails at once.
     *
     * @throws RunLockedException naming the process that holds it, which may be this one
     * @throws StorageException when the lock file cannot be written or locked
     */
    public static RunLock acquire(Path folder) {
        Path key;
        try {
            key = folder.toRealPath();
        } catch (IOException e) {
            throw failure(folder, e);
        }
        if (!HELD_BY_THIS_JVM.add(key)) {
            throw locked(folder, "this very process, " + ProcessHandle.current().pid());
        }
        boolean acquired = false;
        try {
            RunLock lock = lock(folder, key);
            acquired = true;
            return lock;
        } catch (IOException e) {
            throw failure(folder, e);
        } finally {
            if (!acquired) {
                HELD_BY_THIS_JVM.remove(key);
            }
        }
    }

    private static RunLock lock(Path folder, Path key) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
        boolean acquired = false;
        try {
            if (channel.tryLock() == null) {
                throw locked(folder, owner(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(OwnerNote.ofThisProcess().encode()), 0);
            acquired = true;
            return new RunLock(key, channel);
        } finally {
            if (!acquired) {
                channel.close();
            }
        }
    }

    /**
     * Frees the lock; the file stays, because deleting it would let two processes lock two files.
     */
    @Override
    public void close() {
        // A second close must not free the lock that someone else has taken since.
        if (!held.getAndSet(false)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(key, e);
        } finally {
            HELD_BY_THIS_JVM.remove(key);
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + NOTE_PATIENCE.toNanos();
        while (true) {
            Optional<OwnerNote> note = OwnerNote.read(channel).filter(OwnerNote::mayBeAlive);
            if (note.isPresent()) {
                return note.get().toString();
            }
            if (System.nanoTime() > deadline) {
                return "a process that left no note of itself";
            }
            LockSupport.parkNanos(NOTE_PAUSE.toNanos());
        }
    }

    private static RunLockedException locked(Path folder, String owner) {
        return new RunLockedException(
                ("%s: another writer holds this run: %s; wait for it to end, stop it, or use"
                                + " another run folder")
                        .formatted(folder, owner));
    }

    private static StorageException failure(Path folder, IOException e) {
        return new StorageException(
                ("%s: cannot be locked for writing: %s; check that the folder exists, is writable"
                                + " and is not on a network file system")
                        .formatted(folder.resolve(FILE), Storage.reason(e)),
                e);
    }
}
