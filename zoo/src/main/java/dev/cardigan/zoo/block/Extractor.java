package dev.cardigan.zoo.block;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Tensor;

/**
 * Sees more in pictures than pixels: two pictures with like features look alike. Rests while GANs
 * train. Johnson et al. 2016, https://arxiv.org/abs/1603.08155.
 */
public interface Extractor extends Network {

    /** Pictures [batch, channels, height, width] in [-1, 1] to features [batch, ..]. */
    Tensor features(Tensor pictures);
}
