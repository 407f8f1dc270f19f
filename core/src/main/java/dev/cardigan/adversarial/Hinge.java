package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Only scores within the margin of 1 cost the discriminator anything. Lim and Ye 2017,
 * https://arxiv.org/abs/1705.02894; Miyato et al. 2018, https://arxiv.org/abs/1802.05957.
 */
public record Hinge() implements Separable {

    @Override
    public Tensor ofReal(Tensor onReal) {
        return onReal.neg().add(1).relu().mean();
    }

    @Override
    public Tensor ofFake(Tensor onFake) {
        return onFake.add(1).relu().mean();
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onFake.mean().neg();
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of(0);
    }
}
