package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.function.Supplier;

/**
 * Is this real sample more realistic than this fake, pair by pair. Jolicoeur-Martineau 2018,
 * https://arxiv.org/abs/1807.00734; the objective of R3GAN, Huang et al. 2024,
 * https://arxiv.org/abs/2501.05441.
 */
public record RelativisticPaired() implements AdversarialLoss {

    @Override
    public Tensor forDiscriminator(Tensor onReal, Tensor onFake) {
        return onFake.sub(onReal).softplus().mean();
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return onReal.get().sub(onFake).softplus().mean();
    }

    @Override
    public boolean isPaired() {
        return true;
    }
}
