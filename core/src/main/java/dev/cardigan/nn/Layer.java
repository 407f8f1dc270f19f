package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/** A network from one tensor to one tensor. */
@FunctionalInterface
public interface Layer extends Conditional<None> {

    Tensor forward(Tensor x);

    /**
     * Whether every pixel depends on the whole picture, so that {@link #overTiles} differs from
     * {@link #forward} of each tile.
     */
    default boolean spansPicture() {
        return false;
    }

    /** Takes the tiles of one picture through. */
    default void overTiles(Tiles tiles) {
        tiles.each(this::forward);
    }

    @Override
    default Tensor forward(Tensor x, None condition) {
        return forward(x);
    }
}
