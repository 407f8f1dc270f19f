package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.StorageException;
import dev.cardigan.report.HumanUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything one run measured, with what is needed to judge and repeat it.
 *
 * @param machine where
 * @param childSettings JVM settings of every contestant
 * @param contestants who, with the environment of each
 * @param summaries what came out
 * @param outcomes every window
 */
public record Report(
        Machine machine,
        List<String> childSettings,
        List<Contestant> contestants,
        List<Summary> summaries,
        List<Outcome> outcomes) {

    /** How the names start of those that the others are compared with. */
    static final String REFERENCE = "cardigan";

    /** A twentieth of the smallest machine we measure on, which has two cores; a choice. */
    private static final double TOLERATED_CORES = 0.1;

    private static final List<String> HEADINGS =
            List.of(
                    "load",
                    "contestant",
                    "measure",
                    "median",
                    "min..max",
                    "n",
                    "unit",
                    "GFLOP/s",
                    "of peak",
                    "memory",
                    "others");

    /** A report of these outcomes, made on this machine. */
    public static Report of(List<Contestant> contestants, List<Outcome> outcomes) {
        return new Report(
                Machine.here(),
                ChildJvm.SETTINGS,
                List.copyOf(contestants),
                Summary.of(outcomes, contestants),
                List.copyOf(outcomes));
    }

    /** The report as JSON. */
    public String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    /** Everyone who does what a contestant of Cardigan's does, beside it. */
    List<Comparison> comparisons() {
        return Comparison.with(REFERENCE, summaries, contestants);
    }

    /**
     * Writes {@code benchmark.txt}, {@code benchmark.json} and a chart for each load that anyone
     * ran under, {@code benchmark-idle.svg} and {@code benchmark-busy.svg}.
     *
     * @return the files
     * @throws StorageException if one cannot be written
     */
    public List<Path> write(Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("benchmark.txt", toText());
        files.put("benchmark.json", toJson());
        for (Load load : Load.values()) {
            String name = "benchmark-%s.svg".formatted(load.name().toLowerCase(Locale.ROOT));
            Charts.of(this, load).ifPresent(svg -> files.put(name, svg));
        }
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                written.add(Files.writeString(folder.resolve(file.getKey()), file.getValue()));
            }
        } catch (IOException e) {
            throw new StorageException(
                    "The report could not be written to "
                            + folder
                            + ": "
                            + e.getMessage()
                            + ". Give a folder that can be written.",
                    e);
        }
        return written;
    }

    /** The report as a table, with the environments and the peaks' origins below. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(machine.inWords());
        lines.add("");
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        summaries.forEach(summary -> rows.add(row(summary)));
        lines.addAll(TextTable.of(rows));
        lines.add("");
        lines.add("memory: the most that a process had in RAM, Java and native together.");
        lines.add("others: most cores that anything but the contestant used while it ran.");
        disturbance().ifPresent(lines::add);
        comparisons().forEach(comparison -> lines.add(comparison.toText()));
        for (Contestant contestant : contestants) {
            lines.add(contestant.name() + ": " + environment(contestant.environment()));
            contestant.yardstick().map(Report::cost).ifPresent(lines::add);
        }
        for (Summary summary : summaries) {
            if (summary.gigaflops().isEmpty()) {
                lines.add(summary.measure() + " best: " + summary.detail());
            }
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** A warning if the machine was not idle when it should have been. */
    public Optional<String> disturbance() {
        double worst =
                summaries.stream()
                        .filter(summary -> summary.load() == Load.IDLE)
                        .flatMapToDouble(summary -> summary.otherCores().stream())
                        .max()
                        .orElse(0);
        if (worst <= TOLERATED_CORES) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "DISTURBED: expected an idle machine, found others using up to %.2f cores."
                                + " Measure again when it is quiet.",
                        worst));
    }

    private static List<String> row(Summary summary) {
        return List.of(
                summary.load().name().toLowerCase(Locale.ROOT),
                summary.contestant(),
                summary.measure(),
                number(summary.median()),
                number(summary.minimum()) + ".." + number(summary.maximum()),
                Integer.toString(summary.windows()),
                summary.unit(),
                optional(summary.gigaflops(), "%.1f", 1),
                optional(summary.shareOfPeak(), "%.1f %%", 100),
                summary.peakBytes().isEmpty()
                        ? "-"
                        : HumanUnits.bytes(summary.peakBytes().getAsLong()),
                optional(summary.otherCores(), "%.2f", 1));
    }

    private static String cost(Contestant.Yardstick yardstick) {
        return String.format(
                Locale.ROOT,
                "  %.4g GFLOP a unit = %s; 100 %% is the best %s",
                yardstick.flopsPerUnit() / 1e9,
                yardstick.formula(),
                yardstick.peakMeasure());
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String optional(OptionalDouble value, String format, double scale) {
        return value.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, format, value.getAsDouble() * scale);
    }

    private static String environment(NativeEnvironment environment) {
        if (environment.variables().isEmpty()) {
            return "no variables set";
        }
        List<String> settings = new ArrayList<>();
        new TreeMap<>(environment.variables())
                .forEach((name, value) -> settings.add(name + "=" + value));
        return String.join(" ", settings);
    }
}
