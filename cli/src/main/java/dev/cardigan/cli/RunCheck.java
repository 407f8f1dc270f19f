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
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a run is sound. */
final class RunCheck {

    /** So many of the last measurements are looked at. */
    private static final int TAIL = 20;

    private static final String SPEED = "imagesPerSecond";

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
        findings.add(metrics(run.folder().metrics()));
        speed(Recorder.timing(run.folder())).ifPresent(findings::add);
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

    private static Finding metrics(Path file) {
        if (!Files.exists(file)) {
            return Finding.warn("metrics", "none yet", "train some steps");
        }
        try {
            return finite(tail(file));
        } catch (CardiganException failure) {
            return Finding.fail("metrics", message(failure), "see the message");
        }
    }

    private static List<Measurement> tail(Path file) {
        List<Measurement> all = MetricsReader.read(file);
        return all.subList(Math.max(0, all.size() - TAIL), all.size());
    }

    private static Optional<Finding> speed(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            OptionalDouble speed =
                    tail(file).stream()
                            .mapToDouble(line -> line.values().getOrDefault(SPEED, Double.NaN))
                            .filter(Double::isFinite)
                            .average();
            return speed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Finding.ok(
                                    "speed",
                                    HumanUnits.number(speed.getAsDouble()) + " img/s of late"));
        } catch (CardiganException failure) {
            return Optional.of(Finding.fail("speed", message(failure), "see the message"));
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
