package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of a run, {@code metrics.jsonl}: one JSON object a line, one write a line.
 * A process killed at any moment leaves at most one torn line at the end, which readers skip and
 * the next append removes. Belongs to one thread.
 */
public final class MetricsLog implements AutoCloseable {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path file;
    private FileChannel channel;

    /** Bytes that are complete lines; anything beyond is a write that failed half way. */
    private long completeBytes;

    private MetricsLog(Path file, FileChannel channel, long completeBytes) {
        this.file = file;
        this.channel = channel;
        this.completeBytes = completeBytes;
    }

    /**
     * Opens the file for appending and creates it when it is not there.
     *
     * @throws StorageException if the file cannot be opened for writing
     */
    public static MetricsLog of(Path file) {
        try {
            FileChannel channel = open(file);
            return new MetricsLog(file, channel, CompleteLines.length(file));
        } catch (IOException failure) {
            throw WholeFile.writeFailure(file, 0, failure);
        }
    }

    /**
     * Writes one line. After a failure the log stays usable: whatever part of the line reached the
     * disk is removed before the next one is written.
     *
     * @throws StorageException if the line was not written completely; the caller decides whether
     *     training goes on without it
     */
    public void append(Measurement measurement) {
        ByteBuffer line =
                ByteBuffer.wrap((measurement.json() + "\n").getBytes(StandardCharsets.UTF_8));
        int length = line.remaining();
        try {
            if (channel.size() > completeBytes) {
                channel.truncate(completeBytes);
            }
            int written = channel.write(line);
            if (written < length) {
                throw new IOException(written + " of " + length + " bytes were written");
            }
            completeBytes = channel.size();
        } catch (IOException failure) {
            throw WholeFile.writeFailure(file, length, failure);
        }
    }

    /**
     * Forgets what was measured after a step: called on resume, so that no step appears twice. The
     * torn tail goes too. The file is replaced in one move; a crash leaves the old or the new one.
     *
     * @param step the last step to keep
     * @throws DataException if a line that is to be kept stands after one that is damaged
     * @throws StorageException if the new file cannot be written
     */
    public void truncateAfter(long step) {
        try {
            replace(step, WholeFile.unfinished(file));
        } catch (IOException failure) {
            throw WholeFile.writeFailure(file, completeBytes, failure);
        }
    }

    /**
     * Returns when every line is on the disk; called with each checkpoint, so that a power cut
     * takes no line of a step that the checkpoint holds.
     *
     * @throws StorageException if the disk refuses
     */
    public void force() {
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw WholeFile.writeFailure(file, completeBytes, failure);
        }
    }

    /**
     * @throws StorageException if the file cannot be closed
     */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw WholeFile.writeFailure(file, 0, failure);
        }
    }

    private void replace(long step, Path unfinished) throws IOException {
        try {
            long kept = copyUpTo(step, unfinished);
            channel.close(); // Windows moves nothing onto an open file
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            completeBytes = kept;
            forceFolder();
        } finally {
            Files.deleteIfExists(unfinished);
            if (!channel.isOpen()) {
                channel = open(file);
            }
        }
    }

    private long copyUpTo(long step, Path target) throws IOException {
        try (FileChannel copy =
                FileChannel.open(
                        target,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(copy));
            KeptLines kept = new KeptLines(step, out);
            CompleteLines.forEach(file, kept);
            out.flush();
            copy.force(true);
            return copy.size();
        }
    }

    /**
     * Without this a power cut can bring the old folder entry back. Windows cannot open folders.
     */
    private void forceFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (WINDOWS || folder == null) {
            return;
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Copies the lines up to a step. A power cut can damage any line written after the last {@link
     * #force()}; such a line is dropped when only lines of later steps follow, and an error
     * otherwise.
     */
    private final class KeptLines implements CompleteLines.Visitor {

        private final long lastStep;
        private final OutputStream out;
        private @Nullable DataException damage;

        KeptLines(long lastStep, OutputStream out) {
            this.lastStep = lastStep;
            this.out = out;
        }

        @Override
        public void visit(long number, byte[] line) throws IOException {
            Measurement measurement;
            try {
                measurement = Measurement.from(new String(line, StandardCharsets.UTF_8));
            } catch (DataException cause) {
                damage = MetricsReader.damaged(file, number, cause);
                return;
            }
            if (measurement.step() > lastStep) {
                return;
            }
            if (damage != null) {
                throw damage;
            }
            out.write(line);
            out.write('\n');
        }
    }
}
