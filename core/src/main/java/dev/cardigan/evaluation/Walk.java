package dev.cardigan.evaluation;

import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;

/** Small steps through the latent space of a generator. */
@FunctionalInterface
public interface Walk {

    /**
     * Pictures at the beginning and at the end of steps, both [count, channels, height, width] in
     * [-1, 1].
     */
    record Steps(Tensor start, Tensor end) {}

    /**
     * @param epsilon length of a step as a share of the way between two random latents
     */
    Steps steps(int count, double epsilon, RandomStream random);
}
