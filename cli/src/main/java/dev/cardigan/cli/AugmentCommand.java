package dev.cardigan.cli;

import dev.cardigan.augment.ClassicalAugmentation;
import dev.cardigan.augment.ClassicalAugmentation.Move;
import dev.cardigan.classifier.DietTraining;
import dev.cardigan.classifier.LabelledPictures;
import dev.cardigan.config.Settings;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Scope;
import dev.cardigan.zoo.Recipe;
import java.io.IOException;
import java.nio.file.Files;
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
import picocli.CommandLine.Spec;

/** Enlarges a small labelled set with a GAN and measures honestly whether that helps. */
@Command(
        name = "augment",
        description = {
            "Enlarge a small labelled set with a GAN, and find out whether it helps.",
            "",
            "Takes few pictures of each class, trains a conditional GAN on them alone, draws new",
            "ones, and trains the same classifier on real, real + classical augmentation, synthetic,",
            "and mixtures. It is tested on real pictures nobody was trained on. Everything is done",
            "again for several seeds; the difference between two diets on the same seed, with its",
            "95 %% interval, decides what is said: helps, does not help, or cannot tell.",
            "",
            "  cardigan augment --data mnist --quick                     a first look",
            "  cardigan augment --data mnist --per-class 20,100 --seeds 5",
            "  cardigan augment --data my-pictures --export enlarged.zip",
            ""
        },
        footer = {
            "",
            "Leaves report.txt, report.json and report.html (with pictures) in --out, and the GANs",
            "under --out/runs, where 'cardigan sample' finds them."
        })
final class AugmentCommand implements Callable<Integer> {

    private static final String USUAL_PAPER = "cdcgan";

    /** What a GAN on few pictures gets unless told otherwise. */
    private static final Map<String, Object> FEW =
            Map.of(
                    "batch",
                    32,
                    "augment",
                    Map.of("diff", List.of("colour", "translation", "cutout")));

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Folder, zip or IDX file of labelled pictures, or a set by name. Default: builtin:digits.")
    private String data = Session.DEFAULT_DATA;

    @Option(
            names = "--per-class",
            paramLabel = "N",
            split = ",",
            description =
                    "Training pictures of each class; several numbers, several studies. "
                            + "Default: 20.")
    private List<Integer> perClass = new ArrayList<>(List.of(20));

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Repetitions of all of it; two are the least for an interval. Default: 3.")
    private Optional<Integer> seeds = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--paper",
            paramLabel = "PAPER",
            defaultValue = USUAL_PAPER,
            description = "A paper that is told the class. Default: ${DEFAULT-VALUE}.")
    private String paper = USUAL_PAPER;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Length of a GAN's training in generator updates. Default: 1500.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Any setting of the GAN, as 'train' takes them. By default batch=32 and augment.diff=colour,translation,cutout; cdcgan has width=32.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the pictures. Default: guessed from the data.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--synthetic",
            paramLabel = "N",
            description = "Generated pictures of each class. Default: 200.")
    private Optional<Integer> synthetic = Optional.empty();

    @Option(
            names = "--held-out",
            paramLabel = "N",
            description = "Real pictures to test on, at most, in all. Default: 2000.")
    private Optional<Integer> heldOut = Optional.empty();

    @Option(
            names = "--classical",
            paramLabel = "MOVE",
            split = ",",
            description =
                    "Classical augmentation: ${COMPLETION-CANDIDATES}. Flip only what means the same mirrored. Default: SHIFT,ROTATE,ZOOM.")
    private List<Move> classical = new ArrayList<>(List.of(Move.SHIFT, Move.ROTATE, Move.ZOOM));

    @Option(
            names = "--classifier-steps",
            paramLabel = "N",
            description = "Updates of each classifier. Default: 300.")
    private Optional<Integer> classifierSteps = Optional.empty();

    @Option(
            names = "--worthwhile",
            paramLabel = "POINTS",
            defaultValue = "0.5",
            description =
                    "Smallest gain in points of accuracy worth having. Default: ${DEFAULT-VALUE}.")
    private double worthwhile;

    @Option(
            names = "--quick",
            description =
                    "A first look: 2 seeds, 300 steps, 50 generated a class, 1000 to test on, 150 classifier updates. Single options are stronger.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "augment",
            description =
                    "Folder of the report; must be new or empty. If this study was interrupted there, the same command goes on with its GANs. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("augment");

    @Option(
            names = "--export",
            paramLabel = "PATH",
            description =
                    "Write real and generated pictures of the first seed as a new folder, or a zip if the name ends so, with provenance.json.")
    private Optional<Path> export = Optional.empty();

    @Override
    public Integer call() {
        Screen screen = output.screen(spec.commandLine().getOut());
        AugmentPlan plan = plan();
        Engine.load(spec.commandLine().getErr()::println);
        PictureOptions options =
                size.map(PictureOptions.GUESS::withSize).orElse(PictureOptions.GUESS);
        Source<?> source;
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            source = Source.open(data, options, progress);
        }
        AugmentData split = AugmentData.of(source, plan.heldOut(), seed);
        plan.perClass().forEach(count -> split.drawn(count, seed)); // fails before hours of work
        prepare();
        AugmentReport report = new AugmentReport(plan, split, study(plan, split, screen));
        report.write();
        screen.conclude(report.text());
        screen.conclude("Report: " + out.resolve("report.html"));
        screen.event("done", Map.of("report", out.resolve("report.json").toString()));
        return 0;
    }

    private AugmentPlan plan() {
        Recipe<?, ?> recipe = Session.recipe(paper);
        if (!recipe.intake().labelled()) {
            throw new ConfigException(
                    "--paper: expected a paper that is told the class, such as cgan or cdcgan, found "
                            + paper);
        }
        Map<String, Object> weak = new LinkedHashMap<>(FEW);
        weak.put("data", data);
        weak.put("steps", steps.orElse(quick ? 300L : 1500L));
        if (paper.equals(USUAL_PAPER)) {
            weak.put("width", 32);
        }
        DietTraining usual = DietTraining.USUAL;
        return new AugmentPlan(
                recipe,
                Settings.ofMap(weak, "augment").overriddenBy(Settings.ofAssignments(assignments)),
                data,
                perClass,
                seeds.orElse(quick ? 2 : 3),
                seed,
                synthetic.orElse(quick ? 50 : 200),
                heldOut.orElse(quick ? 1000 : 2000),
                new ClassicalAugmentation(classical),
                new DietTraining(
                        classifierSteps.orElse(quick ? 150 : usual.steps()),
                        usual.batch(),
                        usual.learningRate()),
                worthwhile / 100,
                out,
                export);
    }

    /**
     * Report and pictures must not mix with those of another study. One that was interrupted has
     * GANs and no report; each GAN is asked whether it is of this study when its turn comes.
     */
    private void prepare() {
        if (!FreshPlace.holdsOnly(out, "runs")) {
            FreshPlace.folder("--out", out);
            export.ifPresent(AugmentExport::requireFresh);
        }
        try {
            Files.createDirectories(out);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder cannot be made (%s); choose another --out"
                            .formatted(out, failure),
                    failure);
        }
    }

    private static List<AugmentFindings> study(AugmentPlan plan, AugmentData data, Screen screen) {
        LabelledPictures heldOut = data.load(data.heldOut());
        AugmentExport enlarged = new AugmentExport(plan, data.source().set().classes());
        List<AugmentFindings> findings = new ArrayList<>();
        try {
            for (int perClass : plan.perClass()) {
                List<AugmentCell> cells = new ArrayList<>();
                for (int i = 0; i < plan.seeds(); i++) {
                    long seed = plan.firstSeed() + i;
                    screen.say("%d pictures a class, seed %d".formatted(perClass, seed));
                    AugmentCell cell =
                            new AugmentExperiment(plan, data, heldOut, perClass, seed, screen)
                                    .run(enlarged);
                    screen.event("cell", cell.tree());
                    cells.add(cell);
                }
                findings.add(new AugmentFindings(perClass, cells, plan.worthwhile()));
            }
        } finally {
            Scope.release(heldOut);
        }
        return findings;
    }
}
