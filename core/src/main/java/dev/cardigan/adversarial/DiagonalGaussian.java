package dev.cardigan.adversarial;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * A normal distribution per sample with independent coordinates: what an encoder says of a sample
 * instead of one code. Kingma and Welling 2014, https://arxiv.org/abs/1312.6114.
 *
 * @param mean [batch, size]
 * @param logVariance log sigma^2, [batch, size]
 */
public record DiagonalGaussian(Tensor mean, Tensor logVariance) {

    /**
     * From an encoder's output: means first, then as many log variances.
     *
     * @param both [batch, 2 * size]
     * @throws ShapeException if the second axis is not even
     */
    public static DiagonalGaussian of(Tensor both) {
        if (both.dimensions() != 2 || both.size(1) % 2 != 0) {
            throw new ShapeException(
                    "gaussian code: expected means and log variances as [batch, 2 * size], found "
                            + Arrays.toString(both.shape()));
        }
        long size = both.size(1) / 2;
        return new DiagonalGaussian(both.narrow(1, 0, size), both.narrow(1, size, size));
    }

    /**
     * The point that standard normal noise [batch, size] stands for; gradients reach both parts.
     */
    public Tensor at(Tensor noise) {
        return mean.add(logVariance.mul(0.5).exp().mul(noise));
    }

    /** One draw per sample, [batch, size]. */
    public Tensor draw(RandomSource random) {
        return at(random.normal(mean.shape()).to(mean.device()));
    }

    /**
     * KL(this || N(0, I)) in nats, [batch]: 1/2 sum (mu^2 + sigma^2 - 1 - log sigma^2), appendix B
     * of the paper.
     */
    public Tensor divergence() {
        return mean.square().add(logVariance.exp()).sub(1).sub(logVariance).mul(0.5).sumPerSample();
    }
}
