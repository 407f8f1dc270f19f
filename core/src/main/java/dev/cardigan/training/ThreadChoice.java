package dev.cardigan.training;

import dev.cardigan.adversarial.Averaged;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.function.Supplier;

/**
 * Measures how many engine threads suit a GAN, by a pass of its generator and back: small networks
 * are slower on two threads than on one. Changes no weight, no statistic and no random stream of
 * the run.
 */
public final class ThreadChoice {

    private ThreadChoice() {}

    /** Leaves the better number in use and returns it. */
    public static int forBatches(Generative gan, int batch, Device device) {
        return Scope.tidy(
                () -> {
                    Tensor latents = gan.latents(RandomStream.seeded(0), batch).to(device);
                    Tensor classes = Tensor.arange(batch).mul(0).to(device);
                    return fitting(gan, () -> gan.generate(latents, classes));
                });
    }

    /** The same for pictures [batch, ..] that a GAN translates. */
    public static int forPictures(Translating<?> gan, Tensor pictures) {
        return fitting(gan, () -> gan.translate(pictures, gan.directions().get(0)));
    }

    private static int fitting(Averaged gan, Supplier<Tensor> pass) {
        return Threads.fitting(() -> Scope.run(() -> thereAndBack(gan, pass)));
    }

    private static void thereAndBack(Averaged gan, Supplier<Tensor> pass) {
        Mode.EVALUATION.during(
                () ->
                        Gradient.awake(
                                gan.sampler().parameters(),
                                () -> {
                                    pass.get().sum().backward();
                                    return gan;
                                }));
        gan.sampler().parameters().forEach(parameter -> parameter.value().clearGradient());
    }
}
