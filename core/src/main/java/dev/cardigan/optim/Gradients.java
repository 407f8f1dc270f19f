package dev.cardigan.optim;

import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.ArrayList;
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

    /** These, each in the order in memory of its weight: fused kernels look at no other. */
    Gradients laidOutAs(List<Tensor> weights) {
        boolean alike = true;
        List<Tensor> laidOut = new ArrayList<>(each);
        for (int i = 0; i < weights.size(); i++) {
            Tensor weight = weights.get(i);
            if (!each.get(i).isLaidOutAs(weight)) {
                Tensor copy = weight.zerosLike();
                copy.set(each.get(i));
                laidOut.set(i, copy);
                alike = false;
            }
        }
        return alike ? this : of(laidOut);
    }

    /** These within a constraint. */
    @SuppressWarnings("ReferenceEquality") // a constraint on weights hands back what it was given
    public Gradients within(Constraint constraint) {
        List<Tensor> changed = constraint.onGradients(each);
        return changed == each ? this : of(changed);
    }
}
