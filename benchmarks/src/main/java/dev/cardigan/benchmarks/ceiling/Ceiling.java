package dev.cardigan.benchmarks.ceiling;

import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.tensor.OneDnn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * This machine's own peak, as a contestant. Its windows end when every shape has been repeated
 * often enough, not after {@code --seconds}; for convolutions there is one in each process, for its
 * 44 combinations of shape, layout and precision take long enough.
 */
@Command(name = "ceiling", description = "Measures this machine's own peak in GFLOP/s.")
public final class Ceiling implements Callable<Integer> {

    /** Two repetitions of the slowest shape, hundreds of the fastest. */
    private static final double SECONDS_FOR_EACH_CONVOLUTION = 0.1;

    /** Dozens of the large product, thousands of the narrow ones. */
    private static final double SECONDS_FOR_EACH_PRODUCT = 0.25;

    /** Which operations. */
    public enum Operation {
        /** The convolutions of DCGAN 64 and a large one. */
        CONVOLUTIONS,
        /** Products as small as those of the 128-wide networks. */
        NARROW_PRODUCTS,
        /** A product of two 1024x1024 matrices. */
        LARGE_PRODUCTS
    }

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Operation operation = Operation.CONVOLUTIONS;

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new Ceiling(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        OneDnn.isTrusted(); // where it errs, nobody is measured with it
        for (Precision precision : Precision.values()) {
            measure(precision);
        }
        return 0;
    }

    private void measure(Precision precision) {
        ContestantProcess process = ContestantProcess.of(spec);
        switch (operation) {
            case CONVOLUTIONS ->
                    new ConvolutionPeaks(SECONDS_FOR_EACH_CONVOLUTION)
                            .measure(precision)
                            .forEach(process::print);
            case NARROW_PRODUCTS -> measure(ProductPeaks.NARROW, precision, process);
            case LARGE_PRODUCTS -> measure(ProductPeaks.LARGE, precision, process);
        }
    }

    private void measure(ProductPeaks peaks, Precision precision, ContestantProcess process) {
        for (int window = 0; window < plan.windows(); window++) {
            process.print(peaks.measure(precision, SECONDS_FOR_EACH_PRODUCT));
        }
    }
}
