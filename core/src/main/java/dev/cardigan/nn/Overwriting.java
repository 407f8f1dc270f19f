package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * A layer that can write its output over its input: its derivative is found from the output alone.
 */
interface Overwriting extends Layer {

    /** {@link #forward}, with {@code x} given up. */
    Tensor overwrite(Tensor x);

    /**
     * Whether nobody needs what {@code layer} returns but the next layer: it made the tensor anew,
     * and finds its own derivative without it.
     */
    static boolean mayFollow(Layer layer) {
        return layer instanceof Linear
                || layer instanceof Convolution
                || layer instanceof TransposedConvolution
                || layer instanceof BatchNorm;
    }
}
