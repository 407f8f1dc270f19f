package dev.cardigan.zoo.block;

import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.Tiles;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;

/**
 * x + f(x). He et al. 2016, https://arxiv.org/abs/1512.03385.
 *
 * @param inner f; keeps the shape
 */
public record Residual(Sequential inner) implements Layer {

    @Override
    public Tensor forward(Tensor x) {
        return Scope.tidy(() -> x.add(inner.forward(x)));
    }

    @Override
    public boolean spansPicture() {
        return inner.spansPicture();
    }

    @Override
    public void overTiles(Tiles tiles) {
        tiles.add(inner);
    }
}
