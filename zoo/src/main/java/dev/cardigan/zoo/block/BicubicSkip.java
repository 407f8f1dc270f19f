package dev.cardigan.zoo.block;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Tensor;

/**
 * A network that makes pictures larger by saying only what bicubic enlarging lacks; the path around
 * the whole network of VDSR. Kim et al. 2016, https://arxiv.org/abs/1511.04587, section 3.1.
 *
 * <p>Pictures [batch, channels, h, w] to [batch, channels, h * factor, w * factor].
 *
 * @param inner the same sizes
 */
public record BicubicSkip(Layer inner, int factor) implements Layer {

    @Override
    public Tensor forward(Tensor x) {
        return inner.forward(x).add(BicubicScale.to(x, x.size(2) * factor, x.size(3) * factor));
    }
}
