package dev.cardigan.cli;

import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsLog;
import dev.cardigan.report.MetricsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code results-ARM.jsonl}: one line for each finished run of an arm, in which the step is the
 * seed. A line that a killed process tore is no line.
 */
record StudyResults(Path folder) {

    /** 1 in the line of a run that diverged, which has no other values. */
    static final String DIVERGED = "diverged";

    private Path file(String arm) {
        return folder.resolve("results-" + arm + ".jsonl");
    }

    /**
     * @param asked measures; those without a value stand there as NaN, so that they are not asked
     *     for again
     */
    void add(StudyPlan.Cell cell, List<String> asked, Map<String, Double> values) {
        Map<String, Double> line = new LinkedHashMap<>(values);
        if (!values.containsKey(DIVERGED)) {
            asked.forEach(name -> line.putIfAbsent(name, Double.NaN));
        }
        try (MetricsLog log = MetricsLog.of(file(cell.arm()))) {
            log.append(new Measurement(cell.seed(), line));
            log.force();
        }
    }

    /** What was measured, by seed. */
    Map<Long, Map<String, Double>> of(String arm) {
        Map<Long, Map<String, Double>> results = new LinkedHashMap<>();
        lines(arm)
                .forEach(
                        (seed, values) -> {
                            Map<String, Double> finite = new LinkedHashMap<>(values);
                            finite.values().removeIf(value -> !Double.isFinite(value));
                            results.put(seed, finite);
                        });
        return results;
    }

    /** The last line of every seed. */
    private Map<Long, Map<String, Double>> lines(String arm) {
        Map<Long, Map<String, Double>> lines = new LinkedHashMap<>();
        if (Files.exists(file(arm))) {
            MetricsReader.read(file(arm)).forEach(line -> lines.put(line.step(), line.values()));
        }
        return lines;
    }

    /** Whether a run has ended and been measured so; a measure may be asked for later. */
    boolean isComplete(StudyPlan.Cell cell, List<String> measures) {
        Map<String, Double> values = lines(cell.arm()).getOrDefault(cell.seed(), Map.of());
        return values.containsKey(DIVERGED) || values.keySet().containsAll(measures);
    }
}
