package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.GrowthPoint.Axis;
import dev.cardigan.benchmarks.harness.PowerLaw;
import dev.cardigan.benchmarks.harness.Report;
import dev.cardigan.benchmarks.harness.Summary;
import dev.cardigan.benchmarks.harness.TextTable;
import dev.cardigan.report.HumanUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * How speed and memory grow.
 *
 * @param rows one for each training
 * @param growths one for each axis
 * @param report everything that was measured
 */
record GrowthReport(List<Row> rows, List<Growth> growths, Report report) {

    private static final String NONE = "-";

    private static final List<String> HEADINGS =
            List.of(
                    "training",
                    "img/s",
                    "GFLOP/s",
                    "GFLOP an image",
                    "memory",
                    "of it own",
                    "others");

    private static final List<String> AXES =
            List.of("growing", "FLOP an image", "time an image", "own memory", "farthest point");

    /**
     * @param rate in img/s
     * @param peakBytes the most memory its process had; empty where the system does not tell
     * @param ownBytes what of it a training of almost nothing does not have
     * @param otherCores that others used meanwhile, at most
     */
    record Row(
            GrowthPoint point,
            double rate,
            double gigaflops,
            OptionalLong peakBytes,
            OptionalLong ownBytes,
            OptionalDouble otherCores) {}

    /**
     * @param flops operations an image, by formula
     * @param time seconds an image
     * @param memory a process's own; empty where the system does not tell
     */
    record Growth(Axis axis, PowerLaw flops, PowerLaw time, Optional<PowerLaw> memory) {}

    /**
     * @param axes the values on each axis
     * @param base where the axes cross
     * @param points all that were measured, of which {@link GrowthPoint#FLOOR} may be one
     */
    static GrowthReport of(
            Map<Axis, List<Integer>> axes,
            GrowthPoint base,
            List<GrowthPoint> points,
            Report report) {
        Map<String, Summary> byName = new LinkedHashMap<>();
        report.summaries().forEach(summary -> byName.put(summary.contestant(), summary));
        OptionalLong floor = peak(byName, GrowthPoint.FLOOR);
        Map<GrowthPoint, Row> rows = new LinkedHashMap<>();
        for (GrowthPoint point : points) {
            Summary summary = byName.get(point.name());
            if (summary != null) {
                rows.put(point, row(point, summary, floor));
            }
        }
        List<Growth> growths = new ArrayList<>();
        axes.forEach(
                (axis, values) -> {
                    List<Row> along =
                            values.stream().map(value -> rows.get(axis.at(base, value))).toList();
                    if (values.stream().distinct().count() > 1) {
                        growths.add(growth(axis, along));
                    }
                });
        return new GrowthReport(List.copyOf(rows.values()), growths, report);
    }

    private static OptionalLong peak(Map<String, Summary> byName, GrowthPoint point) {
        Summary summary = byName.get(point.name());
        return summary == null ? OptionalLong.empty() : summary.peakBytes();
    }

    private static Row row(GrowthPoint point, Summary summary, OptionalLong floor) {
        OptionalLong peak = summary.peakBytes();
        OptionalLong own =
                peak.isPresent() && floor.isPresent()
                        ? OptionalLong.of(peak.getAsLong() - floor.getAsLong())
                        : OptionalLong.empty();
        return new Row(
                point,
                summary.median(),
                summary.median() * point.flops() / 1e9,
                peak,
                own,
                summary.otherCores());
    }

    private static Growth growth(Axis axis, List<Row> along) {
        boolean known = along.stream().allMatch(row -> row.ownBytes().orElse(0) > 0);
        return new Growth(
                axis,
                law(axis, along, row -> row.point().flops()),
                law(axis, along, row -> 1 / row.rate()),
                known
                        ? Optional.of(law(axis, along, row -> (double) row.ownBytes().orElse(0)))
                        : Optional.empty());
    }

    private static PowerLaw law(Axis axis, List<Row> along, Function<Row, Double> quantity) {
        return PowerLaw.of(
                along.stream().mapToDouble(row -> axis.of(row.point())).toArray(),
                along.stream().mapToDouble(quantity::apply).toArray());
    }

    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String toText() {
        List<String> lines = new ArrayList<>(List.of(report.machine().inWords(), ""));
        List<List<String>> table = new ArrayList<>(List.of(HEADINGS));
        rows.forEach(row -> table.add(cells(row)));
        lines.addAll(TextTable.of(table));
        lines.add("");
        List<List<String>> laws = new ArrayList<>(List.of(AXES));
        growths.forEach(growth -> laws.add(cells(growth)));
        lines.addAll(TextTable.of(laws));
        lines.add("");
        lines.add("memory: the most that a process had in RAM, Java and native together.");
        lines.add("of it own: less that of a training of almost nothing, the JVM and the engine.");
        lines.add(
                "growing: exponents e of y ~ x^e by least squares on logarithms; farthest point: of all three laws.");
        report.disturbance().ifPresent(lines::add);
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.point().name(),
                number(row.rate()),
                number(row.gigaflops()),
                String.format(Locale.ROOT, "%.4f", row.point().flops() / 1e9),
                bytes(row.peakBytes()),
                bytes(row.ownBytes()),
                row.otherCores().isPresent() ? number(row.otherCores().getAsDouble()) : NONE);
    }

    private static List<String> cells(Growth growth) {
        double farthest =
                Math.max(
                        Math.max(growth.flops().strayed(), growth.time().strayed()),
                        growth.memory().map(PowerLaw::strayed).orElse(1.0));
        return List.of(
                growth.axis().title(),
                exponent(growth.flops()),
                exponent(growth.time()),
                growth.memory().map(GrowthReport::exponent).orElse(NONE),
                String.format(Locale.ROOT, "%.0f %%", 100 * (farthest - 1)));
    }

    private static String exponent(PowerLaw law) {
        return String.format(Locale.ROOT, "%.2f", law.exponent());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? HumanUnits.bytes(Math.max(0, bytes.getAsLong())) : NONE;
    }
}
