package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How the discriminator's scores (logits, never probabilities) become the two sides' losses.
 *
 * <p>Scores have any shape with the batch first; losses are scalars. -log sigmoid(a) = softplus(-a)
 * and -log(1 - sigmoid(a)) = softplus(a).
 */
public interface AdversarialLoss {

    Tensor forDiscriminator(Tensor onReal, Tensor onFake);

    /**
     * @param onReal scores of the real batch, computed only when asked for: relativistic losses
     *     need them
     */
    Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake);

    /**
     * The score above which the discriminator takes a sample for real; what its accuracy is counted
     * by. Absent where only differences of scores mean anything.
     */
    default OptionalDouble boundary() {
        return OptionalDouble.empty();
    }

    /**
     * This with another target on real samples: one-sided label smoothing (Salimans et al. 2016,
     * https://arxiv.org/abs/1606.03498, section 3.4). Absent where no label is learned.
     *
     * @param realLabel below 1; 0.9 in the paper
     */
    default Optional<AdversarialLoss> smoothed(double realLabel) {
        return Optional.empty();
    }

    /**
     * Whether the first fake is compared with the first real sample, the second with the second:
     * then both are told the same.
     */
    default boolean isPaired() {
        return false;
    }
}
