package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;

/**
 * The generator matches the mean of what the discriminator knows just before its score: the squared
 * distance of the mean features of the real and the generated batch. Salimans et al. 2016,
 * https://arxiv.org/abs/1606.03498, section 3.1.
 *
 * @param weight of the distance in the generator's loss
 * @param adversarial weight of the usual loss beside it; the paper's is 0: features alone
 */
public record FeatureMatching(double weight, double adversarial) {

    public static final FeatureMatching PAPER = new FeatureMatching(1, 0);

    public FeatureMatching {
        if (!(weight > 0) || adversarial < 0) {
            throw new ConfigException(
                    "featureMatching: expected weight > 0 and adversarial >= 0, found "
                            + weight
                            + " and "
                            + adversarial);
        }
    }

    /**
     * @param onReal features of the real batch [batch, ..]
     * @param onFake features of the generated batch [batch, ..]
     */
    Tensor distance(Tensor onReal, Tensor onFake) {
        return onFake.mean(false, 0).sub(onReal.mean(false, 0)).square().sum().mul(weight);
    }
}
