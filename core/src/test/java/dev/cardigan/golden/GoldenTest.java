package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Threads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every golden file below the folder in {@code -Dcardigan.golden} (default: the project's
 * {@code fixtures}) through the product's own code, within the bounds that each file states. A file
 * that nobody can run must be in {@link NotYet}.
 */
class GoldenTest {

    private static final System.Logger LOG = System.getLogger(GoldenTest.class.getName());

    private static final List<Runner> RUNNERS =
            List.of(
                    new TraceRunner(),
                    new BlockRunner("optimizers", OptimizerBlocks::rules),
                    new BlockRunner("gradient_clipping", OptimizerBlocks::clipping),
                    new BlockRunner("ema_rampup", OptimizerBlocks::average),
                    new BlockRunner("lr_schedules", OptimizerBlocks::schedules),
                    new BlockRunner("spectral_norm_layer", SpectralNormBlock::run),
                    new EncoderRunner(),
                    new BlockRunner("history_pool", HistoryBlock::run),
                    new DcganRunner());

    /** The largest errors of one kind of case. */
    private record Figures(int files, double worst, String where) {
        Figures and(Figures other) {
            Figures worse = other.worst > worst ? other : this;
            return new Figures(files + other.files, worse.worst, worse.where);
        }
    }

    private final Map<String, Figures> figures = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyGoldenFile() throws IOException {
        Threads.use(1);
        Path folder = folder();
        List<DynamicTest> tests = new ArrayList<>();
        List<GoldenFile> left = new ArrayList<>();
        for (Path path : files(folder)) {
            GoldenFile file = GoldenFile.read(path);
            Optional<Runner> runner = runner(file);
            if (runner.isPresent()) {
                tests.add(dynamicTest(file.id(), path.toUri(), () -> run(file, runner.get())));
            } else {
                left.add(file);
            }
        }
        assertThat(tests).as("golden files with a runner in " + folder).isNotEmpty();
        tests.add(dynamicTest("every file without a runner is registered", () -> registered(left)));
        return tests.stream();
    }

    static Path folder() {
        String given = System.getProperty("cardigan.golden", "");
        return given.isBlank()
                ? Path.of(System.getProperty("cardigan.root"), "fixtures")
                : Path.of(given);
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(SafeTensors.EXTENSION))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Runner> runner(GoldenFile file) {
        List<Runner> takers = RUNNERS.stream().filter(runner -> runner.takes(file)).toList();
        assertThat(takers).as("runners of " + file.id()).hasSizeLessThan(2);
        if (!takers.isEmpty()) {
            assertThat(NotYet.covering(file))
                    .as("stale line in NotYet: '%s' has a runner", file.id())
                    .isEmpty();
        }
        return takers.stream().findFirst();
    }

    private void run(GoldenFile file, Runner runner) {
        Scope.run(
                () -> {
                    Ledger ledger = new Ledger(file, runner.bound(file));
                    runner.run(file, ledger);
                    figures.merge(
                            runner.kind(file),
                            new Figures(1, ledger.worst(), file.id() + " " + ledger.worstName()),
                            Figures::and);
                    ledger.settle();
                });
    }

    private void registered(List<GoldenFile> left) {
        report(left);
        assertThat(left)
                .as("cases that nobody runs: write a runner, or register them in NotYet")
                .allSatisfy(file -> assertThat(NotYet.covering(file)).as(file.id()).isPresent());
    }

    private void report(List<GoldenFile> left) {
        String ran =
                figures.entrySet().stream()
                        .map(
                                kind ->
                                        "  %-45s %3d files, worst error / bound %.3g (%s)"
                                                .formatted(
                                                        kind.getKey(),
                                                        kind.getValue().files(),
                                                        kind.getValue().worst(),
                                                        kind.getValue().where()))
                        .collect(Collectors.joining("\n"));
        String notYet =
                left.stream()
                        .map(
                                file ->
                                        "  %s: %s"
                                                .formatted(
                                                        file.id(),
                                                        NotYet.covering(file)
                                                                .map(NotYet::reason)
                                                                .orElse("UNKNOWN")))
                        .collect(Collectors.joining("\n"));
        int files = figures.values().stream().mapToInt(Figures::files).sum();
        LOG.log(
                Level.INFO,
                "golden files run: {0}, not yet: {1}\n{2}\nnot yet:\n{3}",
                files,
                left.size(),
                ran,
                notYet);
    }
}
