package dev.cardigan.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where log messages go: warnings to the user as plain lines, everything to a file. */
final class Logging {

    private static final SimpleFormatter WORDS = new SimpleFormatter();

    // Held here: java.util.logging forgets loggers that nobody holds, and their levels with them.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OWN = Logger.getLogger("dev.cardigan");

    private static LogFile file = LogFile.inHome();

    private Logging() {}

    /**
     * Sets up logging for a command.
     *
     * @param debug whether the user sees everything, too
     */
    static synchronized void begin(PrintWriter err, boolean debug) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        file = LogFile.inHome();
        ROOT.addHandler(new Lines(err, debug ? Level.FINE : Level.WARNING));
        ROOT.addHandler(file);
        OWN.setLevel(Level.FINE);
    }

    /** From now on everything is written to the end of this file, such as a run's log. */
    static synchronized void into(Path path) {
        ROOT.removeHandler(file);
        file.close();
        file = LogFile.at(path);
        ROOT.addHandler(file);
    }

    /** From now on everything is written to a file in the home folder, as before {@link #into}. */
    static synchronized void intoHome() {
        ROOT.removeHandler(file);
        file.close();
        file = LogFile.inHome();
        ROOT.addHandler(file);
    }

    /** Writes all there is to know of a failure. */
    static synchronized void write(Throwable failure) {
        LogRecord record = new LogRecord(Level.SEVERE, "failure");
        record.setThrown(failure);
        file.publish(record);
    }

    /** The log file, if anything was written to it. */
    static synchronized Optional<Path> file() {
        return file.written();
    }

    static String message(LogRecord record) {
        return WORDS.formatMessage(record);
    }

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** One plain line for each message. */
    private static final class Lines extends Handler {

        private final PrintWriter err;

        Lines(PrintWriter err, Level level) {
            this.err = err;
            setLevel(level);
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                String kind =
                        record.getLevel().intValue() >= Level.WARNING.intValue()
                                ? "warning: "
                                : "debug: ";
                err.println(kind + message(record));
                err.flush();
            }
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
