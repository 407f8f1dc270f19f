package dev.cardigan.adversarial;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/** A GAN one can draw samples from. */
public interface Generative extends Averaged {

    /** Latents in the form {@link #generate} takes, [count, ..]. */
    Tensor latents(RandomSource source, long count);

    /** Number of classes one can ask for; 0 when it has none. */
    int classes();

    /**
     * Samples from latents.
     *
     * @param classes I64 [count], looked at only where there are classes
     */
    Tensor generate(Tensor latents, Tensor classes);
}
