package dev.cardigan.cli;

import dev.cardigan.report.HumanUnits;
import java.io.PrintWriter;

/** One line that tells how far a long job is, on terminals only. */
final class Countdown {

    private static final long PAUSE = 200_000_000; // ns between changes, and before the first

    private final PrintWriter err;
    private final long total;
    private final String what;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long shown = start;
    private boolean visible;

    private Countdown(PrintWriter err, long total, String what, boolean terminal) {
        this.err = err;
        this.total = total;
        this.what = what;
        this.terminal = terminal;
    }

    static Countdown of(PrintWriter err, long total, String what) {
        return new Countdown(err, total, what, Terminal.isWatched());
    }

    void done(long count) {
        long now = System.nanoTime();
        if (!terminal || now - shown < PAUSE || count == 0) {
            return;
        }
        shown = now;
        visible = true;
        double seconds = (now - start) * 1e-9;
        String rest =
                total > 0
                        ? "/%s  ETA %s"
                                .formatted(
                                        HumanUnits.count(total),
                                        HumanUnits.duration(seconds / count * (total - count)))
                        : "";
        err.print("\r\u001b[K" + HumanUnits.count(count) + rest + "  " + what);
        err.flush();
    }

    /** Takes the line away. */
    void end() {
        if (visible) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
