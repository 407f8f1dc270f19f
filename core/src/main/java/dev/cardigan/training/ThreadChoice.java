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
                    Runnable pass = pass(gan, batch, device);
                    return Threads.fitting(() -> Scope.run(pass));
                });
    }

    /** What is timed: samples of one batch, and back to the generator's weights. */
    public static Runnable pass(Generative gan, int batch, Device device) {
        Tensor latents = gan.latents(RandomStream.seeded(0), batch).to(device);
        Tensor classes = Tensor.of(new long[batch], batch).to(device);
        return () -> thereAndBack(gan, () -> gan.generate(latents, classes));
    }

    /** The same for pictures [batch, ..] that a GAN translates. */
    public static int forPictures(Translating<?> gan, Tensor pictures) {
        Supplier<Tensor> pass = () -> gan.translator(gan.directions().get(0)).forward(pictures);
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
