package dev.cardigan.adversarial.regularizer;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/** An extra price the discriminator pays, already weighted: a scalar to add to its loss. */
public interface Regularizer {

    /**
     * @param discriminator from samples to scores, any condition already given
     * @param real samples [batch, ..]
     * @param fake samples [batch, ..] without graph
     */
    Tensor penalty(Layer discriminator, Tensor real, Tensor fake, RandomSource random);

    /** Its name in the log. */
    String name();
}
