package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The improved game: the generator maximises log D(G(z)), which has a strong gradient while it
 * loses. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661, section 3.
 *
 * @param realLabel the discriminator's target on real samples; below 1 is one-sided smoothing
 *     (Salimans et al. 2016)
 */
public record NonSaturating(double realLabel) implements Separable {

    public NonSaturating {
        Logits.checkLabel(realLabel);
    }

    public static NonSaturating plain() {
        return new NonSaturating(1);
    }

    @Override
    public Tensor ofReal(Tensor onReal) {
        return Logits.crossEntropy(onReal, realLabel);
    }

    @Override
    public Tensor ofFake(Tensor onFake) {
        return onFake.softplus().mean();
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onFake.neg().softplus().mean();
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of(0);
    }

    @Override
    public Optional<AdversarialLoss> smoothed(double label) {
        return Optional.of(new NonSaturating(label));
    }
}
