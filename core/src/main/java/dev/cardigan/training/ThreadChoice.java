package dev.cardigan.training;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;

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
                    return Threads.fitting(
                            () -> Scope.run(() -> thereAndBack(gan, latents, classes)));
                });
    }

    private static void thereAndBack(Generative gan, Tensor latents, Tensor classes) {
        Mode.EVALUATION.during(
                () ->
                        Gradient.awake(
                                gan.sampler().parameters(),
                                () -> {
                                    gan.generate(latents, classes).sum().backward();
                                    return classes;
                                }));
        gan.sampler().parameters().forEach(parameter -> parameter.value().clearGradient());
    }
}
