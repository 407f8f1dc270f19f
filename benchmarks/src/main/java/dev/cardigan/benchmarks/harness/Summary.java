package dev.cardigan.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What all windows of one measure of one contestant say together.
 *
 * @param load what else the machine did
 * @param contestant the contestant's name
 * @param measure what was measured
 * @param unit the unit of {@code median}, {@code minimum} and {@code maximum}
 * @param median the median over all windows of all rounds
 * @param minimum the slowest window
 * @param maximum the fastest window
 * @param windows how many there were
 * @param gigaflops the median in GFLOP/s of useful work; empty if the contestant has no yardstick
 * @param shareOfPeak that over the best window of its peak, 1 being the machine's own; empty if the
 *     peak was not measured
 * @param peakBytes the most memory that any of its processes had in RAM; empty where not known
 * @param otherCores the most that others used of the machine in any of its processes
 * @param detail what the fastest window said beside
 */
public record Summary(
        Load load,
        String contestant,
        String measure,
        String unit,
        double median,
        double minimum,
        double maximum,
        int windows,
        OptionalDouble gigaflops,
        OptionalDouble shareOfPeak,
        OptionalLong peakBytes,
        OptionalDouble otherCores,
        String detail) {

    /** One summary for each measure, in the order of first appearance. */
    public static List<Summary> of(List<Outcome> outcomes, List<Contestant> contestants) {
        Map<Key, List<Window>> windows = new LinkedHashMap<>();
        Map<Key, OptionalDouble> others = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            for (Window window : outcome.windows()) {
                Key key = new Key(outcome.load(), outcome.contestant(), window.measure());
                windows.computeIfAbsent(key, absent -> new ArrayList<>()).add(window);
                others.merge(key, outcome.otherCores(), Summary::larger);
            }
        }
        List<Summary> summaries = new ArrayList<>();
        windows.forEach(
                (key, measured) -> {
                    OptionalDouble load = others.getOrDefault(key, OptionalDouble.empty());
                    Optional<Contestant.Yardstick> yardstick = yardstick(contestants, key);
                    summaries.add(of(key, measured, load, yardstick, windows));
                });
        return summaries;
    }

    private static Summary of(
            Key key,
            List<Window> measured,
            OptionalDouble otherCores,
            Optional<Contestant.Yardstick> yardstick,
            Map<Key, List<Window>> all) {
        double[] values = measured.stream().mapToDouble(Window::value).sorted().toArray();
        double median = median(values);
        Window fastest = fastest(measured);
        OptionalDouble gigaflops = OptionalDouble.empty();
        OptionalDouble share = OptionalDouble.empty();
        if (yardstick.isPresent()) {
            double rate = median * yardstick.get().flopsPerUnit() / 1e9;
            gigaflops = OptionalDouble.of(rate);
            OptionalDouble peak = peak(all, yardstick.get().peakMeasure());
            share = peak.isPresent() ? OptionalDouble.of(rate / peak.getAsDouble()) : share;
        }
        return new Summary(
                key.load,
                key.contestant,
                key.measure,
                fastest.unit(),
                median,
                values[0],
                values[values.length - 1],
                values.length,
                gigaflops,
                share,
                measured.stream().flatMapToLong(window -> window.peakBytes().stream()).max(),
                otherCores,
                fastest.detail());
    }

    /** The middle value, or the mean of the two middle ones. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static OptionalDouble peak(Map<Key, List<Window>> all, String measure) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().load == Load.IDLE)
                .filter(entry -> entry.getKey().measure.equals(measure))
                .flatMap(entry -> entry.getValue().stream())
                .mapToDouble(Window::value)
                .max();
    }

    private static Window fastest(List<Window> windows) {
        Window fastest = windows.get(0);
        for (Window window : windows) {
            fastest = window.value() > fastest.value() ? window : fastest;
        }
        return fastest;
    }

    private static Optional<Contestant.Yardstick> yardstick(List<Contestant> contestants, Key key) {
        return contestants.stream()
                .filter(contestant -> contestant.name().equals(key.contestant))
                .findFirst()
                .flatMap(Contestant::yardstick);
    }

    private static OptionalDouble larger(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return OptionalDouble.empty();
        }
        return one.getAsDouble() > other.getAsDouble() ? one : other;
    }

    private record Key(Load load, String contestant, String measure) {}
}
