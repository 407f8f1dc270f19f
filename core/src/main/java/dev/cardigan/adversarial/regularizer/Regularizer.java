package dev.cardigan.adversarial.regularizer;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/** An extra price the discriminator pays, already weighted: a scalar to add to its loss. */
public interface Regularizer {

    /**
     * @param onReal from samples to scores, told what the real samples are told
     * @param onFake the same, told what the fake samples were made from
     * @param real samples [batch, ..]
     * @param fake samples [batch, ..] without graph
     */
    Tensor penalty(Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random);

    /** Its name in the log. */
    String name();
}
