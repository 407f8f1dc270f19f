package dev.cardigan.adversarial;

import dev.cardigan.augment.Augmentation;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Pictures changed at random before they are judged, real and generated alike, and gradients go
 * back through the change: a discriminator cannot learn few pictures by heart, and the generator
 * does not learn the changes (Zhao et al. 2020, https://arxiv.org/abs/2006.10738).
 */
public record Augmented(Augmentation change, RandomSource random) implements View {

    @Override
    public Tensor of(Tensor samples) {
        return change.apply(samples, random);
    }
}
