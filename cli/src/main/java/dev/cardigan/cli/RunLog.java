package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/** Writes what Cardigan logs while a run trains to its {@code log.txt}, one line a message. */
final class RunLog implements AutoCloseable {

    // Held here, because the logging system would forget a logger that nobody holds.
    private static final Logger CARDIGAN = Logger.getLogger("dev.cardigan");

    private final Lines handler;

    private RunLog(Lines handler) {
        this.handler = handler;
    }

    /**
     * @throws StorageException if the file cannot be opened
     */
    static RunLog in(RunFolder folder) {
        try {
            OutputStream out =
                    Files.newOutputStream(
                            folder.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            RunLog log = new RunLog(new Lines(out));
            CARDIGAN.addHandler(log.handler);
            return log;
        } catch (IOException e) {
            throw new StorageException(
                    folder.log() + ": cannot be opened for writing: " + e + "; check its rights",
                    e);
        }
    }

    private static final class Lines extends StreamHandler {

        Lines(OutputStream out) throws IOException {
            super(out, new OneLine());
            setEncoding(StandardCharsets.UTF_8.name());
            setErrorManager(new Quiet());
        }

        @Override
        public synchronized void publish(LogRecord line) {
            super.publish(line);
            flush();
        }
    }

    /** A full disk must not bury, in stack traces, the message that says so on the console. */
    private static final class Quiet extends ErrorManager {

        @Override
        public synchronized void error(
                @Nullable String message, @Nullable Exception failure, int code) {}
    }

    private static final class OneLine extends Formatter {

        @Override
        public String format(LogRecord line) {
            return "%s %s %s%n"
                    .formatted(
                            line.getInstant()
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .atOffset(ZoneOffset.UTC),
                            line.getLevel().getName(),
                            formatMessage(line));
        }
    }

    @Override
    public void close() {
        CARDIGAN.removeHandler(handler);
        handler.close();
    }
}
