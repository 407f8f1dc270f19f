package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.CardiganException;
import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsReader;
import dev.cardigan.training.doctor.Diagnosis;
import dev.cardigan.training.doctor.Judge;
import dev.cardigan.training.doctor.Signals;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the doctor makes of a run by what it left in its folder. */
final class RunVerdict {

    /** So many of the last treatments are told. */
    private static final int TREATMENTS = 3;

    private RunVerdict() {}

    /** The verdict on the signals in {@code metrics.jsonl}; empty where the doctor never looked. */
    static Optional<Diagnosis> of(RunFolder folder) {
        if (!Files.exists(folder.metrics())) {
            return Optional.empty();
        }
        Judge judge = new Judge();
        boolean looked = false;
        for (Measurement line : MetricsReader.read(folder.metrics())) {
            Signals signals = Signals.ofMeasured(line.step(), line.values());
            if (!signals.values().isEmpty()) {
                judge.after(signals);
                looked = true;
            }
        }
        return looked ? Optional.of(judge.last()) : Optional.empty();
    }

    static List<Finding> findings(RunFolder folder) {
        List<Finding> findings = new ArrayList<>();
        try {
            of(folder)
                    .ifPresentOrElse(
                            diagnosis -> findings.add(finding(diagnosis)),
                            () ->
                                    findings.add(
                                            Finding.ok("verdict", "the doctor did not look yet")));
            List<Map<String, Object>> said = DoctorLog.in(folder).read();
            said.stream()
                    .filter(line -> "not finite".equals(line.get("verdict")))
                    .reduce((earlier, later) -> later)
                    .ifPresent(line -> findings.add(notFinite(line)));
            List<Map<String, Object>> treated =
                    said.stream().filter(line -> line.containsKey("done")).toList();
            treated.stream()
                    .skip(Math.max(0, treated.size() - TREATMENTS))
                    .forEach(
                            line ->
                                    findings.add(
                                            Finding.ok(
                                                    "treated",
                                                    "step %s, %s: %s"
                                                            .formatted(
                                                                    line.get("step"),
                                                                    line.get("treated"),
                                                                    line.get("done")))));
        } catch (CardiganException failure) {
            findings.add(Finding.fail("verdict", RunCheck.message(failure), "see the message"));
        }
        return findings;
    }

    private static Finding finding(Diagnosis diagnosis) {
        String found =
                "step %d, %s: %s %s"
                        .formatted(
                                diagnosis.step(),
                                diagnosis.verdict().title(),
                                diagnosis.verdict().sentence(),
                                String.join("; ", diagnosis.evidenceInWords()));
        return diagnosis.verdict().isAlarm()
                ? Finding.warn("verdict", found, diagnosis.verdict().action())
                : Finding.ok("verdict", found);
    }

    private static Finding notFinite(Map<String, Object> line) {
        return Finding.warn(
                "verdict",
                "step %s: %s".formatted(line.get("step"), line.get("sentence")),
                String.valueOf(line.get("action")));
    }
}
