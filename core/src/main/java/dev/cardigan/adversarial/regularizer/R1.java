package dev.cardigan.adversarial.regularizer;

import dev.cardigan.error.Require;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Flat scores around real data: gamma / 2 * mean of the squared norm of the gradient there.
 * Mescheder et al. 2018, https://arxiv.org/abs/1801.04406, equation 9.
 *
 * @param gamma weight of the penalty
 */
public record R1(double gamma) implements Regularizer {

    public R1 {
        Require.weight("r1.gamma", gamma);
    }

    @Override
    public Tensor penalty(
            Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random) {
        return Slope.squared(onReal, real).mean().mul(gamma / 2);
    }

    @Override
    public String name() {
        return "r1";
    }
}
