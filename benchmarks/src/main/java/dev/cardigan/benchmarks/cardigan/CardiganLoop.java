package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.benchmarks.work.Mlp128;
import dev.cardigan.data.Batch;
import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.ThreadChoice;
import dev.cardigan.training.World;
import dev.cardigan.zoo.Dcgan;
import dev.cardigan.zoo.OriginalGan;
import dev.cardigan.zoo.Recipe;
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

    /** Which GAN. */
    public enum Subject {
        /** DCGAN at 64x64, batch 64; img/s. */
        DCGAN64,
        /** Two 128-wide networks on points in the plane, batch 256; steps/s. */
        MLP128
    }

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Subject subject = Subject.DCGAN64;

    @Option(names = "--precision", description = "${COMPLETION-CANDIDATES}")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--threads",
            description = "Threads of the engine; 0 measures which number suits.")
    private int threads;

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new CardiganLoop(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        try (Run<Batch<None>> run = run()) {
            plan.measure(new Training(run, precision, subject), ContestantProcess.of(spec)::print);
        }
        return 0;
    }

    private Run<Batch<None>> run() {
        Randomness randomness = new Randomness(1);
        Gan<Batch<None>> gan =
                switch (subject) {
                    case DCGAN64 ->
                            Dcgan.RECIPE.make(sample(new SampleShape(3, 64, 64)), randomness);
                    case MLP128 ->
                            OriginalGan.RECIPE.make(sample(SampleShape.points(2)), randomness);
                };
        Plan steps = Plan.steps(Long.MAX_VALUE).in(precision);
        Run<Batch<None>> run = new Run<>(gan, steps, new SameBatch(batch()), World.ALONE);
        chooseThreads((Generative) gan);
        return run;
    }

    private static Recipe.Sample sample(SampleShape shape) {
        return new Recipe.Sample(shape, 0);
    }

    private Tensor batch() {
        RandomStream stream = RandomStream.seeded(1);
        return Scope.kept(
                () ->
                        switch (subject) {
                            case DCGAN64 ->
                                    stream.uniform(-1, 1, Dcgan64.BATCH, 3, 64, 64).channelsLast();
                            case MLP128 -> stream.normal(Mlp128.BATCH, 2);
                        });
    }

    private void chooseThreads(Generative gan) {
        if (threads > 0) {
            Threads.use(threads);
            return;
        }
        int batch = subject == Subject.DCGAN64 ? Dcgan64.BATCH : Mlp128.BATCH;
        ThreadChoice.forBatches(gan, batch, Device.CPU);
    }

    private record Training(Run<Batch<None>> run, Precision precision, Subject subject)
            implements Workload {

        @Override
        public String measure() {
            return "training " + precision.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String unit() {
            return subject == Subject.DCGAN64 ? "img/s" : "steps/s";
        }

        @Override
        public int unitsPerStep() {
            return subject == Subject.DCGAN64 ? Dcgan64.BATCH : 1;
        }

        @Override
        public double step() {
            run.advance();
            return run.log().drain().getOrDefault("generator/adversarial", Double.NaN);
        }
    }
}
