package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.lab.Notebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Small games beside what theory knows of them. */
@Command(
        name = "lab",
        description = "Watch small games beside what theory knows of them.",
        footer = {
            "",
            "Experiments",
            "  two-gaussians   on a line: learned D against the best, D* = p / (p + q), and the value",
            "                  against -log 4 + 2 JS; then the generator rests and D plays on",
            "  ring8, grid25,  in the plane: densities, the surface of D, its pull on the generator,",
            "  swissroll       accuracy, JS and W1 over time",
            "  objectives      the generator's gradient under both losses as D grows sure; KL, JS and",
            "                  W1 of two supports that part",
            "  likelihood      a GAN beside the mixture of greatest likelihood; why likelihood is KL",
            "  equilibrium     healthy, collapsed and dead games: which of them come to rest",
            "",
            "Each writes pictures, a time-lapse, metrics.jsonl, numbers.csv and report.html.",
            "",
            "Examples",
            "  cardigan lab two-gaussians",
            "  cardigan lab ring8 --paper unrolled --steps 1000",
            "  cardigan lab ring8 --set generator.adam.learningRate=5e-3      a collapse to look at",
            "  cardigan lab equilibrium --seeds 3"
        })
final class LabCommand implements Callable<Integer> {

    @Parameters(paramLabel = "EXPERIMENT", description = "One of those below.")
    private String experiment = "";

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Generator updates of the game. Default: what the experiment needs.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--hold",
            paramLabel = "N",
            description =
                    "two-gaussians: updates of D against the resting generator afterwards. Default: ${DEFAULT-VALUE}.",
            defaultValue = "6000")
    private long hold = 6000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random comes from it. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "equilibrium: games of each kind. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int seeds = 1;

    @Option(
            names = "--paper",
            paramLabel = "PAPER",
            description =
                    "Which game on points to play: gan, unrolled, or pacgan with --set packing=1. Default: ${DEFAULT-VALUE}.",
            defaultValue = "gan")
    private String paper = "gan";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting of the paper, as in 'train'; 'cardigan papers PAPER' lists them. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "New folder to write into. Default: labs/EXPERIMENT-001.")
    private Optional<Path> out = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Screen screen = output.screen(spec.commandLine().getOut());
        if (!LabBench.EXPERIMENTS.contains(experiment)) {
            throw new ConfigException(
                    "lab: there is no experiment '%s': expected one of %s"
                            .formatted(experiment, String.join(", ", LabBench.EXPERIMENTS)));
        }
        if (seeds < 1 || hold < 0) {
            throw new ConfigException(
                    "lab: expected --seeds of at least 1 and --hold of at least 0, found %d and %d"
                            .formatted(seeds, hold));
        }
        try (Interruption interruption = Interruption.listen();
                RunFolder folder = folder()) {
            return observed(folder, screen, interruption);
        }
    }

    /** What went wrong before anything was measured leaves no folder in the way of the next try. */
    private int observed(RunFolder folder, Screen screen, Interruption interruption) {
        try {
            return played(folder, screen, interruption);
        } catch (CardiganException failure) {
            if (folder.metrics().toFile().length() == 0) {
                folder.discard();
            }
            throw failure;
        }
    }

    private int played(RunFolder folder, Screen screen, Interruption interruption) {
        try (Notebook notebook =
                Notebook.in(
                        folder,
                        line ->
                                screen.event(
                                        "measured",
                                        Map.copyOf(tree(line.step(), line.values()))))) {
            LabBench bench =
                    new LabBench(
                            this::settings,
                            paper,
                            steps,
                            seed,
                            notebook,
                            screen,
                            interruption::came);
            bench.run(experiment, hold, seeds);
            Path report =
                    notebook.finish(
                            List.of(
                                    "Cardigan " + Version.cardigan(),
                                    "libtorch " + Version.libtorch(),
                                    "Java " + System.getProperty("java.version")));
            screen.say("Report: " + report);
            screen.event(
                    "done", Map.of("report", report.toString(), "findings", notebook.findings()));
            return interruption.code().orElse(0);
        }
    }

    private static Map<String, Object> tree(long step, Map<String, Double> values) {
        Map<String, Object> tree = new LinkedHashMap<>(Map.of("step", step));
        values.forEach(
                (name, value) -> tree.put(name, Double.isFinite(value) ? value : value.toString()));
        return tree;
    }

    /** The experiment's own settings, and over them those given. */
    private Settings settings(Map<String, Object> own) {
        return Settings.ofMap(own, "lab " + experiment)
                .overriddenBy(Settings.ofAssignments(assignments));
    }

    private RunFolder folder() {
        if (out.isEmpty()) {
            return RunFolder.createUnique(Path.of("labs"), experiment);
        }
        Path given = out.get().toAbsolutePath().normalize();
        Path parent = given.getParent();
        if (parent == null) {
            throw new ConfigException("--out: expected a folder to create, found " + given);
        }
        return RunFolder.create(parent, given.getFileName().toString());
    }
}
