package dev.cardigan.benchmarks.plain;

import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.tensor.OneDnn;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person would write with JavaCPP alone, as a contestant. */
@Command(name = "plain", description = "Trains a GAN the way one writes it with JavaCPP alone.")
public final class PlainLoop implements Callable<Integer> {

    /** Every run trains the same networks on the same data. */
    private static final long SEED = 1;

    /** Which GAN. */
    public enum Subject {
        /** DCGAN at 64x64, batch 64; img/s. */
        DCGAN64,
        /** Two 128-wide networks on points in the plane, batch 256; steps/s. */
        MLP128,
        /** Two 256-wide networks on rows of 128 columns, batch 500; steps/s. */
        TABLE
    }

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Subject subject = Subject.DCGAN64;

    @Option(
            names = "--one-step",
            description = "Train one step and end; the whole process is what is timed.")
    private boolean oneStep;

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new PlainLoop(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        OneDnn.isTrusted(); // where it errs, nobody is measured with it
        torch.manual_seed(SEED);
        Workload workload = workload();
        if (oneStep) {
            workload.step();
            return 0;
        }
        plan.measure(workload, ContestantProcess.of(spec)::print);
        return 0;
    }

    private Workload workload() {
        return switch (subject) {
            case DCGAN64 -> new Training(PlainGan.dcgan64(Dcgan64.BATCH), "img/s", Dcgan64.BATCH);
            case MLP128 -> new Training(PlainGan.mlp128(), "steps/s", 1);
            case TABLE -> new Training(PlainGan.table(), "steps/s", 1);
        };
    }

    private record Training(PlainGan gan, String unit, double unitsPerStep) implements Workload {

        @Override
        public String measure() {
            return "training fp32";
        }

        @Override
        public double step() {
            return gan.step();
        }
    }
}
