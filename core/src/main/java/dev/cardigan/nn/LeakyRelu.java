package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * x where positive, slope * x elsewhere.
 *
 * @param slope factor of negative inputs
 */
public record LeakyRelu(double slope) implements Overwriting {

    @Override
    public Tensor forward(Tensor x) {
        return x.leakyRelu(slope);
    }

    @Override
    public Tensor overwrite(Tensor x) {
        return slope > 0 ? x.overwriteLeakyRelu(slope) : forward(x);
    }
}
