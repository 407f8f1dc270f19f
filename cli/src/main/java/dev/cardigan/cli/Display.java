package dev.cardigan.cli;

import dev.cardigan.report.LiveLine;
import dev.cardigan.tensor.Footprint;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells how training goes: five times a second on a terminal, every ten seconds elsewhere. In
 * between it looks at the clock and nothing else.
 */
final class Display implements Hook {

    private static final long LIVE_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final int WIDTH = 100;

    private final Screen screen;
    private final long interval;
    private final long started = System.nanoTime();
    private long last = started;
    private long firstStep = -1;
    private long firstSeen;
    private Map<String, Double> known = Map.of();

    Display(Screen screen) {
        this.screen = screen;
        this.interval = screen.mode() == Screen.Mode.LIVE ? LIVE_NANOS : PLAIN_NANOS;
    }

    @Override
    public void after(Run<?> run) {
        if (firstStep < 0 || run.step() < firstStep) {
            firstStep = run.step();
            firstSeen = run.seen();
        }
        long now = System.nanoTime();
        if (!screen.isForPeople() || now - last < interval) {
            return;
        }
        last = now;
        Map<String, Double> means = run.log().peek();
        known = means.isEmpty() ? known : means;
        String line = line(run, (now - started) / 1e9).format(width());
        if (screen.mode() == Screen.Mode.LIVE) {
            screen.live(line);
        } else {
            screen.say(line);
        }
    }

    private LiveLine line(Run<?> run, double seconds) {
        Map<String, Double> losses = new LinkedHashMap<>();
        Map<String, Double> accuracies = new LinkedHashMap<>();
        known.forEach(
                (name, value) -> {
                    int slash = name.indexOf('/');
                    String group = name.substring(0, Math.max(0, slash));
                    if (group.equals("accuracy")) {
                        accuracies.put(name.substring(slash + 1), value);
                    } else if (!group.equals("augment")) { // numbers, but no losses
                        losses.merge(group, value, Double::sum);
                    }
                });
        long done = run.step() - firstStep;
        double left = done == 0 ? Double.NaN : seconds / done * (run.plan().steps() - run.step());
        return new LiveLine(
                run.step(),
                run.plan().steps(),
                (run.seen() - firstSeen) / seconds,
                left,
                losses,
                accuracies,
                Footprint.residentBytes());
    }

    /** Shells export the width of the terminal when told to; most are wider than this. */
    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(columns)
                : WIDTH;
    }
}
