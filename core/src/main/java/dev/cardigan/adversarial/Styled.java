package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * A generator that first turns latents into styles and then lets every layer read its own: latent
 * z, style w, and w+ where the layers' styles differ. Karras et al. 2019,
 * https://arxiv.org/abs/1812.04948.
 */
public interface Styled {

    /** Layers that read a style each, the coarsest first. */
    int layers();

    /** Length of a style. */
    long styleLength();

    /** Share of a style's distance from the mean that samples keep. */
    double truncation();

    /** How many layers, from the coarsest, have their styles drawn towards the mean. */
    default int truncatedLayers() {
        return layers();
    }

    /**
     * Styles w [n, length], not truncated.
     *
     * @param latents [n, latent]
     * @param classes I64 [n], looked at only where there are classes
     */
    Tensor map(Tensor latents, Tensor classes);

    /** The running mean of the styles seen while training, [length]. */
    Tensor meanStyle();

    /**
     * Pictures [n, channels, height, width]; gradients go back to styles and noise.
     *
     * @param styles w+ [n, layers, length]
     * @param noises in place of the constant noise, in the order of {@link #noises} and each [1, 1,
     *     side, side]; none for the constant noise
     */
    Tensor paint(Tensor styles, List<Tensor> noises);

    /** The constant noise of every layer that has some, [side, side] each. */
    List<Tensor> noises();

    /** What each layer multiplies its style with, [channels, length]. */
    List<Tensor> readings();
}
