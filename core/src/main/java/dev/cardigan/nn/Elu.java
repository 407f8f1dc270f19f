package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * x where positive, alpha * (exp(x) - 1) elsewhere. Clevert et al. 2016,
 * https://arxiv.org/abs/1511.07289.
 */
public record Elu(double alpha) implements Layer {

    @Override
    public Tensor forward(Tensor x) {
        return x.elu(alpha);
    }
}
