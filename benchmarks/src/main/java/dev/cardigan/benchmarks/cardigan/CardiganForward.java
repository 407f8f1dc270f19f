package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.zoo.CycleGan;
import dev.cardigan.zoo.Dcgan;
import dev.cardigan.zoo.StyleGan2;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The bare forward pass of a generator, as sampling and translating do it. */
@Command(name = "forward", description = "Passes latents or pictures through a generator.")
public final class CardiganForward implements Callable<Integer> {

    private static final int CHANNELS = 3;
    private static final int LARGE_SIDE = 256;

    /** As many as {@code cardigan sample} draws at once. */
    private static final int DRAWN = 256;

    private static final int LARGE_DRAWN = 4;

    /** Which generator. */
    public enum Generator {
        /** CycleGAN's with nine blocks, one picture of 256x256; megapixels/s. */
        RESNET256,
        /** StyleGAN2 256 as in its paper, four pictures; img/s. */
        STYLEGAN2256,
        /** DCGAN 64, 256 pictures; img/s. */
        DCGAN64
    }

    @Parameters(description = "${COMPLETION-CANDIDATES}")
    private Generator generator = Generator.DCGAN64;

    @Option(names = "--threads", description = "Threads of the engine.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new CardiganForward(), arguments);
    }

    @Override
    public Integer call() {
        plan.check();
        Threads.use(threads);
        Workload workload =
                switch (generator) {
                    case RESNET256 -> translating();
                    case STYLEGAN2256 -> drawing(styleGan2(), LARGE_DRAWN);
                    case DCGAN64 ->
                            drawing(Trainee.of(Dcgan.RECIPE, square(Dcgan64.SIDE), DRAWN), DRAWN);
                };
        Gradient.untracked(
                () ->
                        Mode.EVALUATION.during(
                                () -> {
                                    plan.measure(workload, ContestantProcess.of(spec)::print);
                                    return 0;
                                }));
        return 0;
    }

    private static Trainee<?, ?> styleGan2() {
        return new Trainee<>(
                StyleGan2.RECIPE, StyleGan2.Settings.PAPER, square(LARGE_SIDE), LARGE_DRAWN);
    }

    private static SampleShape square(int side) {
        return new SampleShape(CHANNELS, side, side);
    }

    private static Workload translating() {
        Trainee<?, ?> trainee = Trainee.of(CycleGan.RECIPE, square(LARGE_SIDE), 1);
        Translating<?> gan = (Translating<?>) trainee.gan();
        Tensor picture = Scope.kept(() -> trainee.samples(RandomStream.seeded(2)));
        String direction = gan.directions().get(0);
        double megapixels = LARGE_SIDE * LARGE_SIDE / 1e6;
        return new Pass(() -> gan.translator(direction).forward(picture), "Mpx/s", megapixels);
    }

    private static Workload drawing(Trainee<?, ?> trainee, int count) {
        Generative gan = (Generative) trainee.gan();
        Tensor latents = Scope.kept(() -> gan.latents(RandomStream.seeded(2), count));
        Tensor classes = Scope.kept(() -> Tensor.of(new long[count], count));
        return new Pass(() -> gan.generate(latents, classes), "img/s", count);
    }

    private record Pass(Supplier<Tensor> forward, String unit, double unitsPerStep)
            implements Workload {

        @Override
        public String measure() {
            return "forward fp32";
        }

        /** One number of the result is read: on a device, nothing is done before that. */
        @Override
        public double step() {
            return Scope.tidy(() -> forward.get().narrow(0, 0, 1).sum().item());
        }
    }
}
