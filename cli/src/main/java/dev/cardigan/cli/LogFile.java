package dev.cardigan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/** Appends messages to a file that is made with the first of them. */
final class LogFile extends Handler {

    private static final int KEPT = 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Supplier<Path> choose;
    private Optional<Path> written = Optional.empty();
    private boolean failed;

    private LogFile(Supplier<Path> choose) {
        this.choose = choose;
        setLevel(Level.FINE);
    }

    /** A new file in {@code ~/.cardigan/log}, of which the newest 20 are kept. */
    static LogFile inHome() {
        return new LogFile(
                () -> {
                    Path folder = Path.of(System.getProperty("user.home"), ".cardigan", "log");
                    prune(folder);
                    return folder.resolve(
                            "%s-%d.txt"
                                    .formatted(
                                            LocalDateTime.now(ZoneId.systemDefault()).format(STAMP),
                                            ProcessHandle.current().pid()));
                });
    }

    static LogFile at(Path path) {
        return new LogFile(() -> path);
    }

    Optional<Path> written() {
        return written;
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (failed || !isLoggable(record)) {
            return;
        }
        try {
            Path path = written.orElseGet(choose);
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    path,
                    line(record),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            written = Optional.of(path);
        } catch (IOException failure) {
            failed = true; // said once; a full disk must not end what is being logged
            reportError("no log can be written", failure, ErrorManager.WRITE_FAILURE);
        }
    }

    private static String line(LogRecord record) {
        String line =
                "%s %s %s: %s\n"
                        .formatted(
                                Instant.ofEpochMilli(record.getMillis())
                                        .truncatedTo(ChronoUnit.SECONDS),
                                record.getLevel(),
                                record.getLoggerName() == null
                                        ? "dev.cardigan"
                                        : record.getLoggerName(),
                                Logging.message(record));
        return record.getThrown() == null ? line : line + Logging.trace(record.getThrown());
    }

    /** Names begin with the time, so their order is that of age. */
    private static void prune(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old =
                    files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            for (Path file : old.subList(0, Math.max(0, old.size() - KEPT + 1))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            // One more old log is no reason to have no new one.
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
