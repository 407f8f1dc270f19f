package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * LSGAN: scores are regressed to 1 for real and 0 for fake, each with a factor 1/2. Mao et al.
 * 2017, https://arxiv.org/abs/1611.04076, equation 9.
 *
 * @param realLabel the discriminator's target on real samples; below 1 is one-sided smoothing
 */
public record LeastSquares(double realLabel) implements Separable {

    public LeastSquares {
        Logits.checkLabel(realLabel);
    }

    public LeastSquares() {
        this(1);
    }

    @Override
    public Tensor ofReal(Tensor onReal) {
        return onReal.sub(realLabel).square().mean().mul(0.5);
    }

    @Override
    public Tensor ofFake(Tensor onFake) {
        return onFake.square().mean().mul(0.5);
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onFake.sub(1).square().mean().mul(0.5);
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of(0.5);
    }

    @Override
    public Optional<AdversarialLoss> smoothed(double label) {
        return Optional.of(new LeastSquares(label));
    }
}
