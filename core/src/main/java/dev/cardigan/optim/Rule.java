package dev.cardigan.optim;

import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.ArrayList;
import java.util.List;

/**
 * An update rule: how a gradient moves a weight. A value; what it remembers lies in an {@link
 * Optimizer}.
 */
public interface Rule {

    /** Step size before any schedule. */
    double learningRate();

    /**
     * Names of the tensors it remembers per weight, each of the weight's shape and starting at 0.
     */
    List<String> slots();

    /**
     * One step written with tensor operations, so that it can be differentiated (unrolled GANs do).
     * Works element by element: several weights may come joined in one.
     *
     * @param slots what it remembers, in the order of {@link #slots()}
     * @param step number of this step, from 1
     */
    Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double learningRate, long step);

    /** Where a step leads. */
    record Moved(Tensor weight, List<Tensor> slots) {}

    /** One step in place on many weights; rules with a fused kernel override it. */
    default void apply(Group group, double learningRate, long step) {
        Gradient.untracked(
                () -> {
                    for (int i = 0; i < group.weights().size(); i++) {
                        applyOne(group, i, learningRate, step);
                    }
                });
    }

    private void applyOne(Group group, int i, double learningRate, long step) {
        List<Tensor> remembered = new ArrayList<>();
        group.slots().forEach(slot -> remembered.add(slot.get(i)));
        Moved moved =
                move(
                        group.weights().get(i),
                        group.gradients().each().get(i),
                        remembered,
                        learningRate,
                        step);
        group.weights().get(i).set(moved.weight());
        for (int s = 0; s < remembered.size(); s++) {
            remembered.get(s).set(moved.slots().get(s));
        }
    }

    /** Weights, their gradients, and per slot one tensor per weight. */
    record Group(
            List<Tensor> weights, Gradients gradients, List<List<Tensor>> slots, Lists lists) {}

    /**
     * The same weights and slots as lists for fused kernels, kept by the optimizer.
     *
     * @param steps the number of the step under way, once per weight, F32 scalars
     */
    record Lists(TensorList weights, List<TensorList> slots, TensorList steps) {}
}
