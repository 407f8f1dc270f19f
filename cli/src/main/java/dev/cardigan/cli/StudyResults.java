package dev.cardigan.cli;

import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsLog;
import dev.cardigan.report.MetricsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    void add(StudyPlan.Cell cell, Map<String, Double> values) {
        try (MetricsLog log = MetricsLog.of(file(cell.arm()))) {
            log.append(new Measurement(cell.seed(), values));
            log.force();
        }
    }

    /** What was measured, by seed. */
    Map<Long, Map<String, Double>> of(String arm) {
        Map<Long, Map<String, Double>> results = new LinkedHashMap<>();
        if (Files.exists(file(arm))) {
            List<Measurement> lines = MetricsReader.read(file(arm));
            lines.forEach(line -> results.put(line.step(), line.values()));
        }
        return results;
    }

    Optional<Map<String, Double>> of(StudyPlan.Cell cell) {
        return Optional.ofNullable(of(cell.arm()).get(cell.seed()));
    }
}
