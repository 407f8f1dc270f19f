package dev.cardigan.adversarial;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Tensor;

/**
 * A generator one can look into half way.
 *
 * @param middle from latents to the features of its middle layers
 * @param output from those features to samples
 */
public record StagedGenerator(Layer middle, Layer output) implements Layer {

    @Override
    public Tensor forward(Tensor latents) {
        return output.forward(middle.forward(latents));
    }
}
