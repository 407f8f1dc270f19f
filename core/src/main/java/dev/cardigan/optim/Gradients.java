package dev.cardigan.optim;

import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        IntStream places = IntStream.range(0, weights.size());
        if (places.allMatch(i -> each.get(i).isLaidOutAs(weights.get(i)))) {
            return this;
        }
        List<Tensor> laidOut = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Tensor copy = weights.get(i).zerosLike();
            copy.set(each.get(i));
            laidOut.add(copy);
        }
        return of(laidOut);
    }

    /** These within a constraint. */
    @SuppressWarnings("ReferenceEquality") // a constraint on weights hands back what it was given
    public Gradients within(Constraint constraint) {
        List<Tensor> changed = constraint.onGradients(each);
        return changed == each ? this : of(changed);
    }
}
