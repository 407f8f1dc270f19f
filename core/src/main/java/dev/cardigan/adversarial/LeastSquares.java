package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * LSGAN: scores are regressed to 1 for real and 0 for fake, each with a factor 1/2. Mao et al.
 * 2017, https://arxiv.org/abs/1611.04076, equation 9.
 */
public record LeastSquares() implements AdversarialLoss {

    @Override
    public Tensor forDiscriminator(Tensor onReal, Tensor onFake) {
        return onReal.sub(1).square().mean().add(onFake.square().mean()).mul(0.5);
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onFake.sub(1).square().mean().mul(0.5);
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of(0.5);
    }
}
