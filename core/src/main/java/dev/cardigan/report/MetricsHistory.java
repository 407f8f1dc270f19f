package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of a run with rising steps, through any number of resumes.
 *
 * @param measurements steps strictly rising
 * @param seconds time spent training, summed over all sessions
 * @param sessions how many processes trained this run: one and its resumes; 0 for an empty history
 */
public record MetricsHistory(List<Measurement> measurements, double seconds, int sessions) {

    private static final String SECONDS = "seconds";

    public MetricsHistory {
        measurements = List.copyOf(measurements);
    }

    /**
     * Reads a {@code metrics.jsonl}.
     *
     * @throws DataException as {@link MetricsReader#read}
     */
    public static MetricsHistory from(Path file) {
        return of(MetricsReader.read(file));
    }

    /**
     * Reads a {@code metrics.jsonl} and, beside it, what is different in every run of the same
     * settings: {@code timing.jsonl} with speed, time and memory of the same steps.
     *
     * @param timing read where it exists
     * @throws DataException as {@link MetricsReader#read}
     */
    public static MetricsHistory from(Path metrics, Path timing) {
        List<Measurement> measured = MetricsReader.read(metrics);
        if (!Files.exists(timing)) {
            return of(measured);
        }
        Map<Long, Measurement> timed = new HashMap<>();
        MetricsReader.read(timing).forEach(line -> timed.put(line.step(), line));
        return of(measured.stream().map(line -> joined(line, timed.get(line.step()))).toList());
    }

    private static Measurement joined(Measurement measured, @Nullable Measurement timed) {
        if (timed == null) {
            return measured;
        }
        Map<String, Double> all = new LinkedHashMap<>(measured.values());
        all.putAll(timed.values());
        return new Measurement(measured.step(), all);
    }

    /**
     * Takes measurements in the order they were written. Where steps go back, a resume began
     * without truncating the log: what it trained again replaces what stood there. Where {@code
     * seconds} go back, a new process began to count from zero.
     */
    public static MetricsHistory of(Collection<Measurement> written) {
        List<Measurement> rising = new ArrayList<>();
        double seconds = 0;
        double before = 0;
        int sessions = written.isEmpty() ? 0 : 1;
        for (Measurement measurement : written) {
            while (!rising.isEmpty() && last(rising).step() >= measurement.step()) {
                rising.remove(rising.size() - 1);
            }
            rising.add(measurement);
            double now = measurement.values().getOrDefault(SECONDS, before);
            sessions += now < before ? 1 : 0;
            seconds += now < before ? now : now - before;
            before = now;
        }
        return new MetricsHistory(rising, seconds, sessions);
    }

    /** Names of all values except {@code seconds}, in the order they first appear. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Measurement measurement : measurements) {
            names.addAll(measurement.values().keySet());
        }
        names.remove(SECONDS);
        return names;
    }

    /** The values of one name over the steps that have it. */
    public List<Point> series(String name) {
        List<Point> points = new ArrayList<>();
        for (Measurement measurement : measurements) {
            Double value = measurement.values().get(name);
            if (value != null) {
                points.add(new Point(measurement.step(), value));
            }
        }
        return points;
    }

    /** The last step; 0 for an empty history. */
    public long lastStep() {
        return measurements.isEmpty() ? 0 : last(measurements).step();
    }

    /** Mean of the last finite values of a name: single GAN losses jump too much to be quoted. */
    public OptionalDouble recentMean(String name, int count) {
        List<Point> finite = series(name).stream().filter(Point::isFinite).toList();
        return finite.stream()
                .skip(Math.max(0, finite.size() - count))
                .mapToDouble(Point::y)
                .average();
    }

    private static Measurement last(List<Measurement> measurements) {
        return measurements.get(measurements.size() - 1);
    }
}
