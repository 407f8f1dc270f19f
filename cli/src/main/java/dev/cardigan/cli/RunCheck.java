package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.RunLockedException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a run is sound. */
final class RunCheck {

    /** So many of the last measurements are looked at. */
    private static final int TAIL = 20;

    private RunCheck() {}

    static List<Finding> findings(String name) {
        List<Finding> findings = new ArrayList<>();
        SavedRun run;
        try {
            run = SavedRun.named(name);
        } catch (CardiganException failure) {
            findings.add(Finding.fail("run", message(failure), "see the message"));
            return findings;
        }
        Path path = run.folder().path();
        findings.add(
                Finding.ok(
                        "run",
                        "%s, %s on %s"
                                .formatted(path, run.paper(), run.model().settings().data())));
        findings.add(lock(path));
        findings.addAll(checkpoints(run.folder().checkpoints(), path));
        findings.addAll(metrics(run.folder().metrics()));
        findings.addAll(RunVerdict.findings(run.folder()));
        return findings;
    }

    private static Finding lock(Path path) {
        if (!Files.exists(path.resolve("run.lock"))) {
            return Finding.ok("lock", "never taken");
        }
        try (RunFolder held = RunFolder.resume(path)) {
            return Finding.ok("lock", "free: nobody is writing " + held.path());
        } catch (RunLockedException locked) {
            return Finding.ok("lock", "in use: " + message(locked));
        } catch (CardiganException failure) {
            return Finding.fail("lock", message(failure), "check the rights of the folder");
        }
    }

    private static List<Finding> checkpoints(CheckpointStore store, Path path) {
        List<Finding> findings = new ArrayList<>();
        try {
            List<String> damaged = new ArrayList<>();
            store.newestValid(damaged::add)
                    .map(RunCheck::sound)
                    .ifPresentOrElse(
                            findings::add,
                            () ->
                                    findings.add(
                                            Finding.warn(
                                                    "checkpoint",
                                                    "none yet",
                                                    "train on: cardigan resume " + path)));
            damaged.forEach(
                    each ->
                            findings.add(
                                    Finding.warn(
                                            "checkpoint",
                                            each,
                                            "resume goes on from the one before it")));
        } catch (CardiganException failure) {
            findings.add(
                    Finding.fail(
                            "checkpoint",
                            message(failure),
                            "restore one from a backup, or begin anew"));
        }
        return findings;
    }

    private static Finding sound(Checkpoint checkpoint) {
        return Finding.ok(
                "checkpoint",
                "step %s is sound, every byte of %s"
                        .formatted(
                                HumanUnits.count(checkpoint.step()),
                                checkpoint.folder().getFileName()));
    }

    private static List<Finding> metrics(Path file) {
        if (!Files.exists(file)) {
            return List.of(Finding.warn("metrics", "none yet", "train some steps"));
        }
        try {
            List<Measurement> all = MetricsReader.read(file);
            List<Measurement> tail = all.subList(Math.max(0, all.size() - TAIL), all.size());
            List<Finding> findings = new ArrayList<>(List.of(finite(tail)));
            tail.stream()
                    .mapToDouble(each -> each.values().getOrDefault("imagesPerSecond", Double.NaN))
                    .filter(Double::isFinite)
                    .average()
                    .ifPresent(
                            speed ->
                                    findings.add(
                                            Finding.ok(
                                                    "speed",
                                                    HumanUnits.number(speed) + " img/s of late")));
            return findings;
        } catch (CardiganException failure) {
            return List.of(Finding.fail("metrics", message(failure), "see the message"));
        }
    }

    private static Finding finite(List<Measurement> tail) {
        for (Measurement measurement : tail) {
            for (Map.Entry<String, Double> value : measurement.values().entrySet()) {
                if (!Double.isFinite(value.getValue())) {
                    return Finding.fail(
                            "metrics",
                            "%s is %s at step %d"
                                    .formatted(
                                            value.getKey(), value.getValue(), measurement.step()),
                            "train a new run with a lower learning rate, or with gradients clipped");
                }
            }
        }
        return tail.isEmpty()
                ? Finding.warn("metrics", "none yet", "train some steps")
                : Finding.ok(
                        "metrics",
                        "all finite up to step "
                                + HumanUnits.count(tail.get(tail.size() - 1).step()));
    }

    static String message(CardiganException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    }
}
