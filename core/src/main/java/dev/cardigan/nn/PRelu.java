package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;

/**
 * Leaky ReLU with learned slopes. He et al. 2015, https://arxiv.org/abs/1502.01852.
 *
 * @param weight one slope, or one per channel
 */
public record PRelu(Parameter weight) implements Layer {

    public static PRelu of(long slopes) {
        return new PRelu(new Parameter(Tensor.full(0.25, slopes)));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.prelu(weight.value());
    }
}
