package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * Limits every weight to [-max, max] after each step: WGAN's way to a Lipschitz critic. Arjovsky et
 * al. 2017, https://arxiv.org/abs/1701.07875, algorithm 1.
 */
public record WeightClip(double max) implements Constraint {

    public WeightClip {
        if (!(max > 0)) {
            throw new ConfigException("weight clip: expected max > 0, found " + max);
        }
    }

    @Override
    public void onWeights(List<Tensor> weights) {
        weights.forEach(weight -> weight.limit(-max, max));
    }
}
