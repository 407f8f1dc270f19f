package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/** A network from one tensor to one tensor. */
@FunctionalInterface
public interface Layer extends Conditional<None> {

    Tensor forward(Tensor x);

    @Override
    default Tensor forward(Tensor x, None condition) {
        return forward(x);
    }
}
