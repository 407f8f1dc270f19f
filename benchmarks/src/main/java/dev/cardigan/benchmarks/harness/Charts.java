package dev.cardigan.benchmarks.harness;

import dev.cardigan.report.BarChart;
import dev.cardigan.report.BarChart.Bar;
import dev.cardigan.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A report as a picture: everyone's share of the ceiling, or else beside a reference. */
final class Charts {

    private Charts() {}

    /**
     * An SVG of what ran under this load. Shares of the ceiling where every loop's ceiling was
     * measured, otherwise speeds relative to those that {@link Comparison} compares with; empty
     * where neither is known.
     */
    static Optional<String> of(Report report, Load load) {
        List<Summary> loops =
                report.summaries().stream()
                        .filter(summary -> summary.load() == load)
                        .filter(summary -> summary.gigaflops().isPresent())
                        .toList();
        boolean shares =
                !loops.isEmpty() && loops.stream().allMatch(s -> s.shareOfPeak().isPresent());
        List<Bar> bars = shares ? loops.stream().map(Charts::share).toList() : beside(report, load);
        if (bars.isEmpty()) {
            return Optional.empty();
        }
        String title = "Training speed, " + load.name().toLowerCase(Locale.ROOT);
        String horizontal =
                shares
                        ? "useful work as a share of the machine's own peak; median, slowest and fastest"
                        : "speed, " + Report.REFERENCE + "'s median = 100%; slowest and fastest";
        return Optional.of(BarChart.of(title, bars, Unit.FRACTION, horizontal).svg());
    }

    private static Bar share(Summary summary) {
        OptionalDouble share = summary.shareOfPeak();
        return scaled(summary, share.orElseThrow() / summary.median());
    }

    private static List<Bar> beside(Report report, Load load) {
        List<Bar> bars = new ArrayList<>();
        for (Comparison comparison : report.comparisons()) {
            if (comparison.other().load() != load) {
                continue;
            }
            double scale = 1 / comparison.reference().median();
            Bar reference = scaled(comparison.reference(), scale);
            if (!bars.contains(reference)) {
                bars.add(reference);
            }
            bars.add(scaled(comparison.other(), scale));
        }
        return bars;
    }

    private static Bar scaled(Summary summary, double scale) {
        return new Bar(
                summary.contestant(),
                summary.minimum() * scale,
                summary.median() * scale,
                summary.maximum() * scale);
    }
}
