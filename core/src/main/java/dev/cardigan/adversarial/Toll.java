package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;

/**
 * An extra price the generator pays, in a phase of its own by the generator's rule; already
 * weighted. What it remembers lies in {@link dev.cardigan.tensor.Buffer}s and random streams of its
 * record and is saved with the run.
 *
 * @param <C> what the generator is told
 */
public interface Toll<C> {

    /** Its name in the log. */
    String name();

    /** It is due on every so many-th step and counts for those it skipped. */
    int every();

    /**
     * The price, a scalar.
     *
     * @param prior where latents come from
     * @param real the batch of this step; the price may be that of fewer samples
     */
    Tensor price(Prior<C> prior, Tensor real);
}
