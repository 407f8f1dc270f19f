package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * A network from a tensor and a condition to a tensor.
 *
 * @param <C> what it is told besides its input: {@link None}, {@link Labels}, ...
 */
public interface Conditional<C> extends Network {

    Tensor forward(Tensor x, C condition);
}
