package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.Window;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.data.Intake;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a folder of pictures as training does, alone or with a training behind it. */
@Command(name = "data-loop", description = "Reads a folder of pictures, or trains on it.")
public final class DataLoop implements Callable<Integer> {

    /** What is done with the folder. */
    public enum Use {
        /** Opened, and read whole and in random parts; img/s. */
        READ,
        /** Trained on; what the training thread waits. */
        TRAIN
    }

    private static final long SEED = 1;

    @Parameters(index = "0", description = "${COMPLETION-CANDIDATES}")
    private Use use = Use.READ;

    @Parameters(index = "1", description = "The folder.")
    private Path folder = Path.of(".");

    @Option(names = "--side", description = "Side of the pictures, in pixels.")
    private int side = 64;

    @Option(names = "--batch", description = "Pictures in a batch.")
    private int batch = 32;

    @Option(names = "--width", description = "Channels of DCGAN at the largest resolution.")
    private int width = 8;

    @Option(names = "--anew", description = "Train on pictures that are decoded at every visit.")
    private boolean anew;

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new DataLoop(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        switch (use) {
            case READ -> read();
            case TRAIN -> train();
        }
        return 0;
    }

    private void read() {
        PictureOptions whole = PictureOptions.GUESS.withSize(side);
        // Parts of half the side: there is something to choose.
        PictureOptions part = PictureOptions.GUESS.withSize(side / 2);
        long started = System.nanoTime();
        Source<?> kept = opened(Intake.Kind.SAMPLES, whole);
        double seconds = (System.nanoTime() - started) / 1e9;
        print(Window.ended("opening", kept.set().size() / seconds, "img/s", seconds, ""));
        read("anew", opened(Intake.Kind.SAMPLES, whole.withCacheBytes(0)));
        read("memory", kept);
        read("crops anew", opened(Intake.Kind.CROPS, part.withCacheBytes(0)));
        read("crops memory", opened(Intake.Kind.CROPS, part));
    }

    private void read(String measure, Source<?> source) {
        try (Reading reading = Reading.of(measure, source, batch)) {
            plan.measure(reading, this::print);
        }
    }

    private Source<?> opened(Intake.Kind kind, PictureOptions options) {
        Source<?> source = Source.open(kind, folder.toString(), options, SEED, Progress.SILENT);
        if (source.set().size() < batch) {
            throw new ConfigException(
                    "%s: expected at least one batch of %d pictures, found %d; lower --batch"
                            .formatted(folder, batch, source.set().size()));
        }
        return source;
    }

    private void train() {
        PictureOptions options = PictureOptions.GUESS.withSize(side);
        Source<?> source = opened(Intake.Kind.SAMPLES, anew ? options.withCacheBytes(0) : options);
        Trainee<?, ?> trainee = Subject.dcgan(batch, side, width);
        try (FedTraining training = FedTraining.of(trainee, source)) {
            trainee.chooseThreads(training.run().gan());
            double seconds = firstEpoch(training);
            print(share("waiting, first epoch", training.waited(), seconds));
            plan.measure(
                    training,
                    window -> {
                        print(window);
                        print(share("waiting after it", training.waited(), window.seconds()));
                        print(share("tensors", training.madeTensors(), window.seconds()));
                    });
        }
    }

    private static double firstEpoch(FedTraining training) {
        long started = System.nanoTime();
        training.begin();
        for (int step = 0; step < training.period(); step++) {
            training.step();
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static Window share(String measure, double part, double whole) {
        return Window.ended(measure, 100 * part / whole, "%", whole, "");
    }

    private void print(Window window) {
        ContestantProcess.of(spec).print(window);
    }
}
