package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.cardigan.DataLoop;
import dev.cardigan.benchmarks.harness.ChildJvm;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.JsonFile;
import dev.cardigan.benchmarks.harness.MeasureTable;
import dev.cardigan.benchmarks.harness.NativeEnvironment;
import dev.cardigan.benchmarks.harness.Outcome;
import dev.cardigan.benchmarks.harness.Report;
import dev.cardigan.benchmarks.harness.Rounds;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.work.SceneFolder;
import dev.cardigan.error.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the way of pictures from files to training. */
@Command(
        name = "data",
        description = {
            "Measures the way of pictures from files to training.",
            "Makes folders, times decoding, cutting and handing on as tensors, and tells which share",
            "of a training step passes waiting for them.",
            "Example: data --sides 64,128 --rounds 3"
        })
final class DataCommand implements Callable<Integer> {

    private static final String READ = "folder";
    private static final String TRAINED = "training on";

    @Option(
            names = "--sides",
            paramLabel = "N",
            split = ",",
            defaultValue = "64,128,256",
            description = "Sides of the pictures, powers of two (default: ${DEFAULT-VALUE}).")
    private List<Integer> sides = List.of();

    @Option(
            names = "--formats",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "JPEG,PNG",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<SceneFolder.Format> formats = List.of();

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "320",
            description = "Pictures in each folder (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Pictures in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Channels of the DCGAN that is trained, at the largest resolution; few make a"
                            + " short step, in which there is little time to load (default:"
                            + " ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds over all folders (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write everything measured to this file, as JSON.")
    private Optional<Path> json = Optional.empty();

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        check();
        try (TemporaryFolder folder = TemporaryFolder.made()) {
            List<Contestant> reading = new ArrayList<>();
            List<Contestant> training = new ArrayList<>();
            for (SceneFolder.Format format : formats) {
                for (int side : sides) {
                    SceneFolder scenes =
                            SceneFolder.in(
                                    folder.below(format.name() + side), format, side, pictures);
                    reading.add(reading(scenes));
                    training.add(training(scenes, List.of(), ", memory"));
                    training.add(training(scenes, List.of("--anew"), ", anew"));
                }
            }
            Rounds race = Rounds.of(ChildJvm.within(Benchmark.PROCESS_LIMIT), plan, this::tell);
            List<Outcome> read = race.idle(reading, rounds);
            List<Outcome> trained = race.idle(training, rounds);
            show(reading, read, training, trained);
        }
        return 0;
    }

    private void check() {
        plan.check();
        if (rounds < 1 || batch < 1 || pictures < batch || width < 1 || sides.isEmpty()) {
            throw new ConfigException(
                    "There is nothing to measure: expected --rounds, --batch and --width of at least 1 and as many --pictures as fill a batch, found %d, %d, %d and %d."
                            .formatted(rounds, batch, width, pictures));
        }
        for (int side : sides) {
            if (side < 16 || Integer.bitCount(side) != 1) {
                throw new ConfigException(
                        "--sides: expected powers of two from 16, found " + side + ".");
            }
        }
    }

    private Contestant reading(SceneFolder scenes) {
        return contestant("READ", scenes, List.of(), "");
    }

    private Contestant training(SceneFolder scenes, List<String> options, String suffix) {
        return contestant("TRAIN", scenes, options, suffix);
    }

    private Contestant contestant(
            String use, SceneFolder scenes, List<String> options, String suffix) {
        int cores = Runtime.getRuntime().availableProcessors();
        List<String> arguments = new ArrayList<>(List.of(use, scenes.folder().toString()));
        arguments.addAll(
                List.of("--side=" + scenes.side(), "--batch=" + batch, "--width=" + width));
        arguments.addAll(options);
        return Contestant.peak(
                scenes.inWords() + suffix,
                DataLoop.class,
                arguments,
                NativeEnvironment.of(cores, 1));
    }

    private void show(
            List<Contestant> reading,
            List<Outcome> read,
            List<Contestant> training,
            List<Outcome> trained) {
        List<Contestant> contestants = new ArrayList<>(reading);
        contestants.addAll(training);
        List<Outcome> outcomes = new ArrayList<>(read);
        outcomes.addAll(trained);
        Report report = Report.of(contestants, outcomes);
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.machine().inWords());
        out.println();
        MeasureTable.of(READ, Report.of(reading, read).summaries()).forEach(out::println);
        out.println();
        MeasureTable.of(TRAINED, Report.of(training, trained).summaries()).forEach(out::println);
        out.println();
        out.println("opening: the first pass over the files, each decoded, fitted and hashed.");
        out.println("anew: whole epochs, each picture decoded at every visit; memory: kept there.");
        out.println("crops: random parts of half the side, mirrored every other time.");
        out.println("waiting: the share of training in which it stood still for data.");
        out.println("tensors: the share in which batches became tensors on the training thread.");
        report.disturbance().ifPresent(out::println);
        out.flush();
        json.ifPresent(file -> JsonFile.write(file, report.toJson()));
    }

    private void tell(Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "round %d: %s, %.1f s%n", outcome.round(), outcome.contestant(), outcome.seconds());
        err.flush();
    }
}
