package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;

/**
 * A loss whose discriminator can be told about real and about generated samples one after the
 * other, as what it pays for the one does not depend on the other. Then only one graph of the two
 * passes is in memory at a time.
 */
public interface Separable extends AdversarialLoss {

    /** What the discriminator pays for its scores of real samples, a scalar. */
    Tensor ofReal(Tensor onReal);

    /** What it pays for its scores of generated samples, a scalar. */
    Tensor ofFake(Tensor onFake);

    @Override
    default Tensor forDiscriminator(Tensor onReal, Tensor onFake) {
        return ofReal(onReal).add(ofFake(onFake));
    }
}
