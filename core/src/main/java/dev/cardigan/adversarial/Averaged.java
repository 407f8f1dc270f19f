package dev.cardigan.adversarial;

import dev.cardigan.nn.Network;

/** A GAN of which a part makes the results one wants. */
public interface Averaged {

    /** The network that makes the samples: what is averaged and exported. */
    Network sampler();
}
