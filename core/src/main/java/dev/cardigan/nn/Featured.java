package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/** A network that shows what it knows just before its last layer. */
public interface Featured<C> extends Conditional<C> {

    /** What the last layer gets, [batch, ..]. */
    Tensor features(Tensor x, C condition);
}
