package dev.cardigan.nn;

import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other. */
public record Sequential(List<Layer> layers) implements Layer, Layered, Featured<None> {

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
        return through(layers, x);
    }

    @Override
    public boolean spansPicture() {
        return layers.stream().anyMatch(Layer::spansPicture);
    }

    /** Layers between two that span the picture take a tile through together. */
    @Override
    public void overTiles(Tiles tiles) {
        List<Layer> between = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.spansPicture()) {
                each(tiles, between);
                between.clear();
                layer.overTiles(tiles);
            } else {
                between.add(layer);
            }
        }
        each(tiles, between);
    }

    private static void each(Tiles tiles, List<Layer> layers) {
        if (!layers.isEmpty()) {
            tiles.each(x -> through(layers, x));
        }
    }

    /** What the last layer gets. */
    public Tensor features(Tensor x) {
        return through(layers.subList(0, Math.max(0, layers.size() - 1)), x);
    }

    @Override
    public List<Network> inOrder() {
        return layers.stream()
                .<Network>map(layer -> layer)
                .filter(layer -> !layer.parameters().isEmpty())
                .toList();
    }

    @Override
    public Tensor features(Tensor x, None condition) {
        return features(x);
    }

    private static Tensor through(List<Layer> layers, Tensor x) {
        Tensor y = x;
        boolean free = false;
        for (Layer layer : layers) {
            Tensor before = y;
            y =
                    free && layer instanceof Overwriting activation
                            ? activation.overwrite(before)
                            : layer.forward(before);
            if (before != x && before != y) {
                Scope.free(before);
            }
            free = Overwriting.mayFollow(layer);
        }
        return y;
    }
}
