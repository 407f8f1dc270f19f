package dev.cardigan.adversarial;

import dev.cardigan.augment.AdaptiveProbability;
import dev.cardigan.augment.AdaptiveTransforms;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Map;

/**
 * ADA: pictures are changed with a probability that follows how sure the discriminator is of real
 * ones (Karras et al. 2020, https://arxiv.org/abs/2006.06676).
 */
public record AdaptivelyAugmented(
        AdaptiveTransforms transforms, AdaptiveProbability probability, RandomSource random)
        implements View {

    @Override
    public Tensor of(Tensor samples) {
        return transforms.apply(samples, probability.probability(), random);
    }

    @Override
    public void observe(Tensor onReal) {
        probability.observe(onReal);
    }

    @Override
    public Map<String, Double> watched() {
        return Map.of(
                "augment/meanSign", probability.meanSign(),
                "augment/probability", probability.probability());
    }
}
