package dev.cardigan.checkpoint;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.RunLockedException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of one run, which is all there is to know about the run. {@link #create}, {@link
 * #createUnique} and {@link #resume} hold its lock until {@link #close}; {@link #open} reads and
 * needs no lock.
 */
public final class RunFolder implements AutoCloseable {

    private static final String RECORD = "run.json";
    private static final String SAMPLES = "samples";
    private static final String CHECKPOINTS = "checkpoints";
    private static final int MAX_UNIQUE = 100_000;

    private final Path path;
    private final Optional<RunLock> lock;
    private final FileOps files = FileOps.real();

    private RunFolder(Path path, Optional<RunLock> lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Starts a new run.
     *
     * @param runs the folder of all runs, made when missing
     * @param name the name of the run, safe as a file name on every system
     * @throws ConfigException when the name is not safe, or a run of this name exists
     * @throws RunLockedException when another process is starting a run of this name
     * @throws StorageException when the folder cannot be written
     */
    public static RunFolder create(Path runs, String name) {
        requireSafe(name);
        Path path = runs.resolve(name);
        try {
            Files.createDirectories(path);
            return occupy(path);
        } catch (IOException e) {
            throw Storage.failure(FileOps.real(), path, 0, e);
        }
    }

    /**
     * Starts a new run named after its kind, {@code dcgan-001}, {@code dcgan-002} and so on.
     *
     * @throws ConfigException when the prefix is not safe as a file name
     * @throws StorageException when the folder cannot be written
     */
    public static RunFolder createUnique(Path runs, String prefix) {
        requireSafe(prefix);
        for (int number = 1; number < MAX_UNIQUE; number++) {
            Path path = runs.resolve(String.format(Locale.ROOT, "%s-%03d", prefix, number));
            try {
                Files.createDirectories(runs);
                Files.createDirectory(path);
                return occupy(path);
            } catch (FileAlreadyExistsException taken) {
                // The next number, then.
            } catch (IOException e) {
                throw Storage.failure(FileOps.real(), path, 0, e);
            }
        }
        throw new ConfigException(
                "%s: holds %d runs named '%s-...'; give this run a name of its own"
                        .formatted(runs, MAX_UNIQUE - 1, prefix));
    }

    /**
     * Continues a run as its only writer.
     *
     * @throws ConfigException when the folder is no run
     * @throws RunLockedException when another process is writing this run
     */
    public static RunFolder resume(Path path) {
        requireRun(path);
        RunLock lock = RunLock.acquire(path);
        return new RunFolder(path, Optional.of(lock));
    }

    /**
     * Looks at a run, which may be training right now.
     *
     * @throws ConfigException when the folder is no run
     */
    public static RunFolder open(Path path) {
        requireRun(path);
        return new RunFolder(path, Optional.empty());
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** {@code run.json}: resolved configuration, seed, versions, fingerprint of the data. */
    public Path record() {
        return path.resolve(RECORD);
    }

    /** {@code metrics.jsonl}, one JSON object per line, only ever appended to. */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** The folder of the sample pictures. */
    public Path samples() {
        return path.resolve(SAMPLES);
    }

    /** The sample picture of a step, {@code samples/step-00001000.png}. */
    public Path sample(long step) {
        return samples().resolve(StepFolder.nameOf(step) + ".png");
    }

    /** {@code report.html}, self-contained. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** {@code log.txt}. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /** The checkpoints in {@code checkpoints/}; save only while this folder holds the lock. */
    public CheckpointStore checkpoints() {
        return CheckpointStore.in(path.resolve(CHECKPOINTS), files);
    }

    /**
     * Writes {@code run.json} in one step: readers see the old record or the new one.
     *
     * @throws RunLockedException when this folder was opened for reading
     * @throws StorageException when the disk is full, read-only or failing
     */
    public void writeRecord(ObjectNode record) {
        requireLock("writing " + RECORD);
        byte[] bytes = Json.OWN.writeValueAsBytes(record);
        Storage.replace(files, record(), List.of(ByteBuffer.wrap(bytes)));
    }

    /**
     * Reads {@code run.json}.
     *
     * @throws CheckpointException when it cannot be read or holds no JSON object
     */
    public ObjectNode readRecord() {
        try {
            if (Json.OWN.readTree(Files.readAllBytes(record())) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s: cannot be read: %s".formatted(record(), Storage.reason(e)), e);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    "%s: not valid JSON: %s; restore it from a backup"
                            .formatted(record(), Json.problem(e)),
                    e);
        }
        throw new CheckpointException(
                "%s: holds no JSON object; restore it from a backup".formatted(record()));
    }

    /**
     * Deletes a run that was begun here and came to nothing, and frees its lock: what is left of it
     * would be taken for the latest run, or keep its name from the next try.
     *
     * @throws RunLockedException when this folder was opened for reading
     * @throws StorageException when something in it cannot be deleted
     */
    public void discard() {
        requireLock("deleting it");
        try {
            files.deleteTree(path);
        } catch (IOException e) {
            throw Storage.failure(files, path, 0, e);
        } finally {
            close();
        }
    }

    private void requireLock(String deed) {
        if (lock.isEmpty()) {
            throw new RunLockedException(
                    "%s: opened for reading, but %s needs its lock; use resume"
                            .formatted(path, deed));
        }
    }

    /** Frees the lock, if this folder holds it. */
    @Override
    public void close() {
        lock.ifPresent(RunLock::close);
    }

    // Locked first, looked into second: of two that start the same run one sees the other's files.
    private static RunFolder occupy(Path path) throws IOException {
        RunLock lock = RunLock.acquire(path);
        boolean occupied = false;
        try {
            requireEmpty(path);
            FileOps files = FileOps.real();
            files.createDirectory(path.resolve(SAMPLES));
            files.createDirectory(path.resolve(CHECKPOINTS));
            files.forceDirectory(path);
            files.forceDirectory(Storage.parent(path.toAbsolutePath()));
            occupied = true;
            return new RunFolder(path, Optional.of(lock));
        } finally {
            if (!occupied) {
                lock.close();
            }
        }
    }

    // A start that died before its record was written left only folders, and may be repeated.
    private static void requireEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.walk(path)) {
            long found =
                    entries.filter(Files::isRegularFile)
                            .filter(file -> !file.equals(path.resolve(RunLock.FILE)))
                            .filter(file -> !Storage.isTemporary(file))
                            .count();
            if (found > 0) {
                throw new ConfigException(
                        "%s: exists and holds %d files, expected a new or empty folder; %schoose another name"
                                .formatted(path, found, resumeAdvice(path)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String resumeAdvice(Path path) {
        return Files.isRegularFile(path.resolve(RECORD))
                ? "continue it with 'cardigan resume %s' or ".formatted(path)
                : "";
    }

    private static void requireRun(Path path) {
        if (!Files.isRegularFile(path.resolve(RECORD))) {
            throw new ConfigException(
                    "%s: not a run: it has no %s; expected a folder such as runs/faces"
                            .formatted(path, RECORD));
        }
    }

    private static void requireSafe(String name) {
        if (!SafeName.isSafe(name)) {
            throw new ConfigException(
                    "run name '%s' is not safe as a folder name; allowed are %s"
                            .formatted(name, SafeName.RULE));
        }
    }
}
