package dev.cardigan.adversarial.regularizer;

import dev.cardigan.error.Require;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Slope 1 at random points between real and fake: lambda * mean (norm of gradient - 1)^2. Gulrajani
 * et al. 2017 (WGAN-GP), https://arxiv.org/abs/1704.00028, equation 3.
 *
 * @param lambda weight of the penalty; the paper's is 10
 */
public record GradientPenalty(double lambda) implements Regularizer {

    public GradientPenalty {
        Require.weight("gradientPenalty.lambda", lambda);
    }

    @Override
    public Tensor penalty(
            Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random) {
        Tensor share = random.uniform(0, 1, Slope.onePerSample(real)).to(real.device());
        Tensor between = real.mul(share).add(fake.mul(share.neg().add(1)));
        return Slope.awayFromOne(onReal, between).mul(lambda);
    }

    @Override
    public String name() {
        return "gradient penalty";
    }
}
