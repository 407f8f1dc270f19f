package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.evaluation.Progressed;
import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsHistory;
import dev.cardigan.report.MetricsLog;
import dev.cardigan.tensor.Footprint;
import dev.cardigan.tensor.Scope;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what was measured, in two files: {@code metrics.jsonl} holds only what the same settings
 * give again, byte for byte and through any number of resumes; {@code timing.jsonl} the rest.
 */
final class Recorder implements Hook, AutoCloseable {

    static final String TIMING = "timing.jsonl";

    /** What the names of scores begin with, so that they have a chart of their own. */
    static final String SCORE = "score/";

    private final Path file;
    private final MetricsLog metrics;
    private final MetricsLog timing;
    private final DataFeed<?, ?> feed;
    private final long every;
    private final Screen screen;
    private final Watch watch;
    private final long started = System.nanoTime();
    private long lastNanos = started;
    private long lastSeen = -1;
    private Duration lastWaited = Duration.ZERO;

    private Recorder(
            Path file,
            MetricsLog metrics,
            MetricsLog timing,
            DataFeed<?, ?> feed,
            long every,
            Screen screen,
            Watch watch) {
        this.file = file;
        this.metrics = metrics;
        this.timing = timing;
        this.feed = feed;
        this.every = every;
        this.screen = screen;
        this.watch = watch;
    }

    static Recorder in(RunFolder folder, Session session, Screen screen, Watch watch) {
        return new Recorder(
                folder.metrics(),
                MetricsLog.of(folder.metrics()),
                MetricsLog.of(timing(folder)),
                session.feed(),
                session.settings().logEvery(),
                screen,
                watch);
    }

    static Path timing(RunFolder folder) {
        return folder.path().resolve(TIMING);
    }

    @Override
    public void after(Run<?> run) {
        if (lastSeen < 0) {
            lastSeen = run.seen();
        }
        if (run.step() % every == 0) {
            write(run, run.log().drain());
        }
    }

    /** The last line of a run whose length is no multiple of the interval. */
    void finish(Run<?> run) {
        if (run.step() % every != 0) {
            // Not drained: if the run is made longer, its lines must be those of one long run.
            write(run, run.log().peek());
        }
    }

    private void write(Run<?> run, Map<String, Double> means) {
        if (means.isEmpty()) {
            return;
        }
        Map<String, Double> reproducible = new LinkedHashMap<>();
        reproducible.put("seen", (double) run.seen());
        reproducible.putAll(means);
        reproducible.putAll(watch.measuredAt(run.step()));
        run.scores().forEach((name, value) -> reproducible.put(SCORE + name, value));
        metrics.append(new Measurement(run.step(), reproducible));
        Map<String, Double> timed = timed(run);
        timing.append(new Measurement(run.step(), timed));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("step", run.step());
        reproducible.forEach(
                (name, value) -> all.put(name, Double.isFinite(value) ? value : value.toString()));
        all.putAll(timed);
        screen.event("metrics", all);
    }

    private Map<String, Double> timed(Run<?> run) {
        long now = System.nanoTime();
        Duration waited = feed.waited();
        double passed = Math.max(1, now - lastNanos) / 1e9;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", (now - started) / 1e9);
        values.put("imagesPerSecond", (run.seen() - lastSeen) / passed);
        values.put("doctorSeconds", watch.seconds());
        values.put("memory.resident", (double) Footprint.residentBytes());
        values.put("memory.nativeObjects", (double) Scope.liveNativeObjects());
        double stood = waited.minus(lastWaited).toNanos() / 1e9;
        values.put("data.waitedShare", Math.max(0, Math.min(1, stood / passed)));
        lastNanos = now;
        lastSeen = run.seen();
        lastWaited = waited;
        return values;
    }

    /** What was written of a score so far. */
    List<Progressed.Value> scores(String name) {
        return MetricsHistory.from(file).series(SCORE + name).stream()
                .map(point -> new Progressed.Value((long) point.x(), point.y()))
                .toList();
    }

    /** Forgets what lies after the step a run goes on from. */
    void goBackTo(Run<?> run) {
        // An unfinished interval's line was that of an end that is none any more.
        long last = run.step() % every == 0 ? run.step() : Math.max(0, run.step() - 1);
        metrics.truncateAfter(last);
        timing.truncateAfter(last);
        lastSeen = run.seen();
        lastNanos = System.nanoTime();
    }

    /** Returns when every line is on the disk. */
    void force() {
        metrics.force();
        timing.force();
    }

    @Override
    public void close() {
        metrics.close();
        timing.close();
    }
}
