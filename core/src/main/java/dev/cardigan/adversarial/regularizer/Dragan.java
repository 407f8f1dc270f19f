package dev.cardigan.adversarial.regularizer;

import dev.cardigan.error.Require;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Slope 1 in a neighbourhood of the real data: at x + a * c * std(x) * noise, a uniform per sample,
 * noise uniform in [0, 1) per element. Kodali et al. 2017, https://arxiv.org/abs/1705.07215.
 *
 * @param lambda weight of the penalty; the paper's is 10
 * @param reach c, in standard deviations of the batch; the paper's is 0.5
 */
public record Dragan(double lambda, double reach) implements Regularizer {

    public Dragan {
        Require.weight("dragan.lambda", lambda);
        Require.weight("dragan.reach", reach);
    }

    @Override
    public Tensor penalty(
            Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random) {
        Tensor share = random.uniform(0, 1, Slope.onePerSample(real)).to(real.device());
        Tensor noise = random.uniform(0, 1, real.shape()).to(real.device());
        Tensor step = noise.mul(real.standardDeviation().mul(reach)).mul(share);
        return Slope.awayFromOne(onReal, real.add(step)).mul(lambda);
    }

    @Override
    public String name() {
        return "dragan";
    }
}
