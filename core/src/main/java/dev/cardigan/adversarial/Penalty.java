package dev.cardigan.adversarial;

import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.error.Require;

/**
 * A regularizer and how often it is due. At 1 it is part of the discriminator's loss; above, it is
 * lazy: a phase of its own on every so many steps (Karras et al. 2020,
 * https://arxiv.org/abs/1912.04958).
 */
public record Penalty(Regularizer regularizer, int every) {

    public Penalty {
        Require.positive("every", every);
    }

    public static Penalty of(Regularizer regularizer) {
        return new Penalty(regularizer, 1);
    }

    boolean isLazy() {
        return every > 1;
    }
}
