package dev.cardigan.cli;

import dev.cardigan.data.Progress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows each task of a long job as a line that counts. */
final class TerminalProgress implements Progress, AutoCloseable {

    private final PrintWriter err;
    private String task = "";
    private @Nullable Countdown countdown;

    TerminalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void report(String what, long done, long total) {
        Countdown current = countdown;
        if (current == null || !what.equals(task)) {
            close();
            task = what;
            current = Countdown.of(err, total, what);
            countdown = current;
        }
        current.done(done);
    }

    @Override
    public void close() {
        if (countdown != null) {
            countdown.end();
        }
    }
}
