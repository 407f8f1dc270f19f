package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;

/** A GAN that can encode a real sample and draw it again from its code. */
public interface Reconstructs {

    /**
     * Each sample drawn again.
     *
     * @param real [batch, ..] in the range of the data
     * @return of the same shape
     */
    Tensor reconstruct(Tensor real);
}
