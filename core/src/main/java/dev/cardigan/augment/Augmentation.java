package dev.cardigan.augment;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/** A random change of pictures that gradients go through. */
public interface Augmentation {

    /**
     * Every sample changed by draws of its own.
     *
     * @param pictures [batch, channels, height, width] in [-1, 1]
     * @return of the same shape, possibly beyond [-1, 1]
     * @throws dev.cardigan.error.ShapeException for anything but pictures
     */
    Tensor apply(Tensor pictures, RandomSource random);
}
