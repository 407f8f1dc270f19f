package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;

/**
 * The generator looks some of the discriminator's updates ahead and differentiates through them.
 * Metz et al. 2017, https://arxiv.org/abs/1611.02163.
 *
 * <p>The updates are the real rule's, differentiated, and continue what its optimizer remembers;
 * afterwards everything they changed is put back. Lazy penalties are not looked ahead; points where
 * a gradient penalty is taken count as constants.
 *
 * @param steps updates looked ahead, K
 * @param firstOrder whether the looked-ahead updates count as constants: cheaper, and another
 *     gradient
 * @param batches what the updates are made on
 * @param order who moves first in a real step
 * @param objective what the generator minimises under the discriminator that lies ahead
 */
public record Unrolling(
        int steps, boolean firstOrder, Batches batches, Order order, Objective objective) {

    public enum Batches {
        /** The batch of the step, again and again. */
        SAME,
        /** A new batch for every update. */
        FRESH
    }

    public enum Order {
        GENERATOR_FIRST,
        DISCRIMINATOR_FIRST,
        /** Both from where they stood before the step. */
        SIMULTANEOUS
    }

    public enum Objective {
        /** The negative of the discriminator's loss, real samples included: the paper's. */
        OPPOSITE,
        /** The generator's own loss, such as the non-saturating one. */
        OWN
    }

    /** The authors' published settings for points. */
    public static final Unrolling PAPER =
            new Unrolling(5, false, Batches.SAME, Order.SIMULTANEOUS, Objective.OPPOSITE);

    public Unrolling {
        if (steps < 1) {
            throw new ConfigException("unrolled.steps: expected at least 1, found " + steps);
        }
    }
}
