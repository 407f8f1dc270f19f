package dev.cardigan.optim;

import dev.cardigan.tensor.Tensor;
import java.util.List;

/** A bound on how far a phase may move its weights. */
public interface Constraint {

    /** The gradients to step along instead of {@code gradients}. */
    default List<Tensor> onGradients(List<Tensor> gradients) {
        return gradients;
    }

    /** Changes the weights in place after a step. */
    default void onWeights(List<Tensor> weights) {}
}
