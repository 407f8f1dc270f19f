package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Cardigan's own training of the same networks: guard, log and average included, as in every run.
 */
@Command(
        name = "cardigan",
        description = "Trains a GAN as Cardigan does, guard and average included.")
public final class CardiganLoop implements Callable<Integer> {

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Subject subject = Subject.DCGAN64;

    @Option(names = "--precision", description = "${COMPLETION-CANDIDATES}")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--threads",
            description = "Threads of the engine; 0 measures which number suits.")
    private int threads;

    @Option(names = "--batch", description = "Samples in a batch of dcgan64.")
    private int batch = Dcgan64.BATCH;

    @Option(names = "--side", description = "Side of the pictures of dcgan64, in pixels.")
    private int side = Dcgan64.SIDE;

    @Option(names = "--width", description = "Channels of dcgan64 at the largest resolution.")
    private int width = Dcgan64.BASE_WIDTH;

    @Option(
            names = "--accumulate",
            description = "Batches whose gradients make one update (default: ${DEFAULT-VALUE}).")
    private int accumulate = 1;

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new CardiganLoop(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        Trainee<?, ?> trainee = trainee();
        Plan once = Plan.steps(Long.MAX_VALUE).in(precision);
        Plan often = new Plan(once.steps(), accumulate, precision, once.device(), once.average());
        try (Run<?> run = trainee.run(often)) {
            if (threads > 0) {
                Threads.use(threads);
            } else {
                trainee.chooseThreads(run.gan());
            }
            Training training = new Training(run, precision, subject, trainee.batch() * accumulate);
            plan.measure(training, ContestantProcess.of(spec)::print);
        }
        return 0;
    }

    private Trainee<?, ?> trainee() {
        boolean usual =
                batch == Dcgan64.BATCH && side == Dcgan64.SIDE && width == Dcgan64.BASE_WIDTH;
        if (usual) {
            return subject.trainee();
        }
        if (subject != Subject.DCGAN64) {
            throw new ConfigException(
                    "--batch, --side and --width: expected them with dcgan64 only, found them with "
                            + subject.name().toLowerCase(Locale.ROOT)
                            + "; leave them out");
        }
        return Subject.dcgan(batch, side, width);
    }

    private record Training(Run<?> run, Precision precision, Subject subject, int batch)
            implements Workload {

        @Override
        public String measure() {
            return "training " + precision.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String unit() {
            return subject.unit();
        }

        @Override
        public double unitsPerStep() {
            return subject.unitsPerStep(batch);
        }

        @Override
        public int period() {
            return subject.period();
        }

        @Override
        public double step() {
            run.advance();
            return run.log().drain().values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
