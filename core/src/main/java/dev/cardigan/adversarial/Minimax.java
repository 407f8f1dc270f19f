package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The game as first written: the generator minimises what the discriminator maximises, log(1 -
 * D(G(z))), whose gradient vanishes while the discriminator wins. Goodfellow et al. 2014,
 * https://arxiv.org/abs/1406.2661, equation 1.
 *
 * @param realLabel the discriminator's target on real samples; below 1 is one-sided smoothing
 *     (Salimans et al. 2016)
 */
public record Minimax(double realLabel) implements Separable {

    public Minimax {
        Logits.checkLabel(realLabel);
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
        return onFake.softplus().mean().neg();
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of(0);
    }

    @Override
    public Optional<AdversarialLoss> smoothed(double label) {
        return Optional.of(new Minimax(label));
    }
}
