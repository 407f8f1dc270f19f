package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.function.Supplier;

/**
 * Is a real sample more realistic than the fakes are on average, and the other way round; both
 * means carry gradient. Jolicoeur-Martineau 2018, https://arxiv.org/abs/1807.00734, section 4.
 */
public record RelativisticAverage() implements AdversarialLoss {

    @Override
    public Tensor forDiscriminator(Tensor onReal, Tensor onFake) {
        return ahead(onReal, onFake);
    }

    @Override
    public Tensor forGenerator(Supplier<Tensor> onReal, Tensor onFake) {
        return ahead(onFake, onReal.get());
    }

    private static Tensor ahead(Tensor winner, Tensor loser) {
        Tensor lead = winner.sub(loser.mean()).neg().softplus().mean();
        return lead.add(loser.sub(winner.mean()).softplus().mean());
    }
}
