package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.config.Settings;
import dev.cardigan.error.DivergedException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One run of a study, in a process of its own: trains it, or goes on with it, and measures it. */
@Command(
        name = "one",
        hidden = true,
        description = "Train or finish one run of a study and print what it measures as JSON.")
final class StudyOneCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The study.")
    private Path file = Path.of("study.yaml");

    @Parameters(index = "1", paramLabel = "ARM", description = "Of the study.")
    private String arm = "";

    @Parameters(index = "2", paramLabel = "SEED", description = "Of the run.")
    private long seed;

    @Option(names = "--into", required = true, description = "Folder of the study.")
    private Path into = Path.of("studies");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        StudyPlan plan = StudyPlan.of(Settings.from(file));
        StudyPlan.Cell cell = new StudyPlan.Cell(arm, seed);
        Path run = into.resolve("runs").resolve(cell.run());
        int code = Main.run(new PrintWriter(Writer.nullWriter()), err(), command(plan, cell, run));
        boolean diverged = code == DivergedException.EXIT_CODE;
        if (code != 0 && !diverged) {
            return code;
        }
        out().println(
                        Json.writeLine(
                                diverged
                                        ? Map.of(StudyResults.DIVERGED, 1.0)
                                        : measured(plan, run)));
        out().flush();
        return 0;
    }

    private static Map<String, Double> measured(StudyPlan plan, Path run) {
        Subject subject = new Subject(run);
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : plan.measures()) {
            double value = Measure.named(name).of().applyAsDouble(subject);
            if (Double.isFinite(value)) {
                values.put(name, value);
            }
        }
        return values;
    }

    private static String[] command(StudyPlan plan, StudyPlan.Cell cell, Path run) {
        if (Files.exists(run.resolve("run.json"))) {
            return new String[] {"resume", run.toString(), "--quiet"};
        }
        List<String> words = new ArrayList<>(List.of("train", plan.arm(cell.arm()).paper()));
        words.addAll(List.of("--data", plan.data(), "--seed", Long.toString(cell.seed())));
        words.addAll(List.of("--threads", "1", "--quiet", "--name", cell.run()));
        words.addAll(List.of("--runs", String.valueOf(run.getParent())));
        plan.assignments(cell).forEach(each -> words.addAll(List.of("--set", each)));
        return words.toArray(new String[0]);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
