package dev.cardigan.latent;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Styled;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * Where the codes of a generator live: styles where it has them, else its latents. A code is
 * [layers, length], with one layer where there are no styles, so that all tools work on both.
 */
public interface Space {

    /** {@code w} for styles, {@code z} for latents. */
    String name();

    int layers();

    /** Length of a code in one layer. */
    long length();

    /** Share of the distance from the mean that the generator's own samples keep. */
    double truncation();

    /**
     * The codes [n, layers, length] of latents, not truncated.
     *
     * @param classes I64 [n], looked at only where there are classes
     */
    Tensor codes(Tensor latents, Tensor classes);

    /**
     * Codes drawn towards the mean.
     *
     * @param share of the distance from the mean that is kept; 1 changes nothing
     */
    Tensor truncated(Tensor codes, double share);

    /**
     * Samples of codes [n, layers, length]; gradients go back to codes and noises.
     *
     * @param noises in place of the generator's constant noise, [1, 1, side, side] each; none for
     *     its own
     */
    Tensor paint(Tensor codes, Tensor classes, List<Tensor> noises);

    /** The generator's constant noise, [side, side] each; empty where it has none. */
    List<Tensor> noises();

    /** What each layer multiplies its code with, [outputs, length]. */
    List<Tensor> readings();

    /** The space of a generator. */
    static Space of(Generative generator) {
        return generator.sampler() instanceof Styled styled
                ? new StyleSpace(generator, styled)
                : new PriorSpace(generator);
    }
}
