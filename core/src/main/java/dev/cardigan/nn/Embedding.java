package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;

/**
 * A learned vector for each class.
 *
 * @param weight [entries, size]
 */
public record Embedding(Parameter weight) implements Layer {

    /** Entries start as N(0, 1). */
    public static Embedding of(long entries, long size, Initializer initializer) {
        return new Embedding(new Parameter(initializer.stream().normal(entries, size)));
    }

    /** I64 indices of any shape to [.., size]. */
    @Override
    public Tensor forward(Tensor index) {
        return index.embedding(weight.value());
    }
}
