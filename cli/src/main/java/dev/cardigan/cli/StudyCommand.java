package dev.cardigan.cli;

import dev.cardigan.config.Binder;
import dev.cardigan.config.Choices;
import dev.cardigan.config.Settings;
import dev.cardigan.config.Yaml;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.tensor.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains arms over many seeds and compares them. */
@Command(
        name = "study",
        description = {
            "Train the same GAN, or several that differ, over many seeds, measure each run at its end, and compare.",
            "",
            "  cardigan study docs/studies/ring8.yaml --jobs 2",
            "  cardigan study gan --data builtin:ring8 --seeds 10 --vary latent=2,8,64",
            "",
            "The same command goes on where it was stopped. Seeds are paired: run k of every arm has the same seed.",
            "'cardigan study failures' tries the doctor on runs that are made to fail."
        },
        subcommands = {StudyFailuresCommand.class, StudyOneCommand.class})
final class StudyCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|PAPER",
            description = "A study file, or a paper for a study of one or of --vary.")
    private Optional<String> what = Optional.empty();

    @Option(names = "--data", paramLabel = "DATA", description = "Instead of that of the file.")
    private Optional<String> data = Optional.empty();

    @Option(names = "--seeds", paramLabel = "N", description = "Runs of each arm. Default: 10.")
    private Optional<Integer> seeds = Optional.empty();

    @Option(
            names = "--vary",
            paramLabel = "KEY=V,V,..",
            description = "One arm for each value of a setting of the paper.")
    private Optional<String> vary = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of all arms. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to measure: modes, highQuality, reverseKl, verdict, seconds. Default: those of the file, or verdict.")
    private List<String> measures = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Runs at the same time, one engine thread each. Default: ${DEFAULT-VALUE}.")
    private int jobs = 1;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Folder of the study. Default: studies/NAME.")
    private Optional<Path> into = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (jobs < 1) {
            throw new ConfigException("--jobs: expected at least 1, found " + jobs);
        }
        PrintWriter out = spec.commandLine().getOut();
        StudyPlan plan = plan();
        plan.requireThatAllCanRun();
        Path folder = into.orElseGet(() -> Path.of("studies", plan.name()));
        Path file = written(plan, folder);
        StudyResults results = new StudyResults(folder);
        StudyRuns runs = new StudyRuns(plan, file, folder, results, out::println);
        // Here, not first in a child: what it says would go to a file.
        Engine.load(spec.commandLine().getErr()::println);
        runs.finish(jobs);
        StudyTable table = new StudyTable(plan, results);
        out.print(StudyTable.text(table.means()));
        if (plan.arms().size() > 1) {
            out.print("\n" + StudyTable.text(table.comparisons()));
        }
        write(folder.resolve("results.csv"), table.csv());
        table.page().write(folder.resolve("study.html"));
        out.println("\nEvery run: " + folder.resolve("results.csv"));
        out.println("Tables:    " + folder.resolve("study.html"));
        out.flush();
        return 0;
    }

    private StudyPlan plan() {
        String named =
                what.orElseThrow(
                        () ->
                                new ConfigException(
                                        "study: expected a study file or a paper, found none; for example: cardigan study gan --data builtin:ring8"));
        // No paper is called like a file: one that is not there is missing, not misspelt.
        boolean isFile = Files.isRegularFile(Path.of(named)) || named.matches(".*(\\.ya?ml|/.*)");
        if (isFile && vary.isPresent()) {
            throw new ConfigException(
                    "--vary: expected a paper before it, found a study file; write the arms into the file");
        }
        StudyPlan plan = isFile ? StudyPlan.of(Settings.from(Path.of(named))) : ofPaper(named);
        List<String> set = new ArrayList<>(plan.set());
        set.addAll(assignments);
        return new StudyPlan(
                plan.name(),
                data.orElse(plan.data()),
                seeds.orElse(plan.seeds()),
                plan.firstSeed(),
                measures.isEmpty() ? plan.measures() : measures,
                set,
                plan.base(),
                plan.arms());
    }

    private StudyPlan ofPaper(String paper) {
        Session.recipe(paper);
        return new StudyPlan(
                paper,
                Session.DEFAULT_DATA,
                10,
                1,
                List.of("verdict"),
                List.of(),
                Optional.empty(),
                StudyPlan.varied(paper, vary));
    }

    /** What the children read, and what tells later what was studied. */
    private static Path written(StudyPlan plan, Path folder) {
        Map<String, Object> tree = new LinkedHashMap<>(Binder.with(Choices.none()).toMap(plan));
        Path file = folder.resolve("study.yaml");
        if (Files.exists(file) && !StudyPlan.of(Settings.from(file)).hasSameRunsAs(plan)) {
            throw new ConfigException(
                    "%s: expected the data, settings and arms of this study, found others; give --into a folder of its own"
                            .formatted(file));
        }
        write(file, Yaml.write(tree));
        return file;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: cannot be written (%s); check the rights of the folder"
                            .formatted(file, failure),
                    failure);
        }
    }
}
