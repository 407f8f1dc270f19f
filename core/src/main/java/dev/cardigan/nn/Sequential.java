package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other. */
public record Sequential(List<Layer> layers) implements Layer {

    public Sequential {
        layers = List.copyOf(layers);
    }

    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    /** This with more layers at its end. */
    public Sequential then(Layer... more) {
        List<Layer> longer = new ArrayList<>(layers);
        longer.addAll(List.of(more));
        return new Sequential(longer);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(y);
        }
        return y;
    }
}
