package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Gaussian noise on everything the discriminator sees, fading out: it makes the two distributions
 * overlap while they are far apart. Sonderby et al. 2017, https://arxiv.org/abs/1610.04490;
 * Arjovsky and Bottou 2017, https://arxiv.org/abs/1701.04862.
 *
 * @param sigma standard deviation at step 0, in the units of the samples
 * @param steps over which it falls linearly to 0; 0 keeps it
 * @param level standard deviation now, a scalar
 * @param random where the noise comes from
 */
public record InstanceNoise(double sigma, long steps, Buffer level, RandomSource random)
        implements View {

    public InstanceNoise {
        if (!(sigma > 0) || steps < 0) {
            throw new ConfigException(
                    "instanceNoise: expected sigma > 0 and steps >= 0, found "
                            + sigma
                            + " and "
                            + steps);
        }
    }

    public static InstanceNoise of(double sigma, long steps, RandomSource random) {
        return new InstanceNoise(sigma, steps, new Buffer(Tensor.full(sigma)), random);
    }

    @Override
    public Tensor of(Tensor samples) {
        Tensor noise = random.normal(samples.shape()).to(samples.device()).to(samples.dtype());
        return samples.add(noise.mul(level.value()));
    }

    @Override
    public void at(long step) {
        double left = steps == 0 ? 1 : Math.max(0, 1 - (double) step / steps);
        level.value().fill(sigma * left);
    }
}
