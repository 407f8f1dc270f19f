package dev.cardigan.optim;

import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.List;

/**
 * The gradients of one update, in the order of the weights they are for.
 *
 * @param together the same for fused kernels; dies with the scope it was made in
 */
public record Gradients(List<Tensor> each, TensorList together) {

    public static Gradients of(List<Tensor> each) {
        return new Gradients(each, TensorList.of(each));
    }

    /** These within a constraint. */
    @SuppressWarnings("ReferenceEquality") // a constraint on weights hands back what it was given
    public Gradients within(Constraint constraint) {
        List<Tensor> changed = constraint.onGradients(each);
        return changed == each ? this : of(changed);
    }
}
