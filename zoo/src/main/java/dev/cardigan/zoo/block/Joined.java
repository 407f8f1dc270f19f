package dev.cardigan.zoo.block;

import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;

/**
 * x and f(x) one after the other along the channels: what a U-Net's skip connection does.
 * Ronneberger et al. 2015, https://arxiv.org/abs/1505.04597.
 *
 * @param model f; keeps height and width
 */
public record Joined(Sequential model) implements Layer {

    @Override
    public Tensor forward(Tensor x) {
        return x.cat(1, model.forward(x));
    }
}
