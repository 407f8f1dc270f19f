package dev.cardigan.nn;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;

/**
 * Sets a share of the elements to 0 while training and scales the rest up. Draws from a stream of
 * its own, so that the mask of a step is repeated exactly after a resume.
 *
 * @param share probability of an element to be dropped
 */
public record Dropout(double share, RandomStream stream) implements Layer {

    public Dropout {
        if (!(share >= 0 && share < 1)) {
            throw new ConfigException(
                    "dropout: expected at least 0 and less than 1, found " + share);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        if (!Mode.isTraining() || share == 0) {
            return x;
        }
        Tensor kept = stream.uniform(0, 1, x.shape()).greater(share).div(1 - share);
        return x.mul(kept.to(x.device()).to(x.dtype()));
    }
}
