package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.function.Supplier;

/**
 * The critic's mean difference, an estimate of the Wasserstein-1 distance as far as the critic is
 * 1-Lipschitz. Arjovsky et al. 2017, https://arxiv.org/abs/1701.07875, equation 2.
 */
public record Wasserstein() implements Separable {

    @Override
    public Tensor ofReal(Tensor onReal) {
        return onReal.mean().neg();
    }

    @Override
    public Tensor ofFake(Tensor onFake) {
        return onFake.mean();
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onFake.mean().neg();
    }
}
