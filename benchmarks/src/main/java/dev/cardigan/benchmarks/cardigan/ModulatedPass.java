package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.benchmarks.work.Modulated;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.zoo.block.ModulatedConvolution;
import dev.cardigan.zoo.block.ResampledConvolution;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One of StyleGAN2's modulated convolutions in either form, which give the same numbers. */
@Command(name = "modulated", description = "Passes pictures through a modulated convolution.")
public final class ModulatedPass implements Callable<Integer> {

    /** Which form. */
    public enum Form {
        /** Fused: kernels of each sample, one group of channels for each. */
        KERNELS,
        /** Pictures are scaled before and after one convolution for all. */
        PICTURES
    }

    private static final ModulatedConvolution LAYER =
            new ModulatedConvolution(ResampledConvolution.same(Modulated.KERNEL), true, 1);

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Form form = Form.PICTURES;

    @Option(names = "--training", description = "Back as well as there.")
    private boolean training;

    @Option(names = "--threads", description = "Threads of the engine.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new ModulatedPass(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        Threads.use(threads);
        RandomStream stream = RandomStream.seeded(1);
        long width = Modulated.WIDTH;
        Pass pass =
                Scope.kept(
                        () ->
                                new Pass(
                                        form,
                                        training,
                                        pictures(stream).requireGradient(training),
                                        stream.normal(
                                                        width,
                                                        width,
                                                        Modulated.KERNEL,
                                                        Modulated.KERNEL)
                                                .requireGradient(training),
                                        stream.normal(Modulated.BATCH, width)
                                                .requireGradient(training)));
        plan.measure(pass, ContestantProcess.of(spec)::print);
        return 0;
    }

    private static Tensor pictures(RandomStream stream) {
        return stream.normal(Modulated.BATCH, Modulated.WIDTH, Modulated.SIDE, Modulated.SIDE)
                .channelsLast();
    }

    private record Pass(Form form, boolean training, Tensor x, Tensor weight, Tensor styles)
            implements Workload {

        @Override
        public String measure() {
            return training ? "there and back fp32" : "forward fp32";
        }

        @Override
        public String unit() {
            return "img/s";
        }

        @Override
        public double unitsPerStep() {
            return Modulated.BATCH;
        }

        @Override
        public double step() {
            return Scope.tidy(
                    () -> {
                        if (!training) {
                            return Gradient.untracked(() -> passed().narrow(0, 0, 1).sum().item());
                        }
                        Tensor total = passed().square().mean();
                        List<Tensor> gradients =
                                Gradient.of(total, List.of(x, weight, styles), false);
                        return gradients.get(2).sum().item();
                    });
        }

        private Tensor passed() {
            return form == Form.KERNELS
                    ? LAYER.scalingKernels(x, weight, styles, Optional.empty())
                    : LAYER.scalingPictures(x, weight, styles, Optional.empty());
        }
    }
}
