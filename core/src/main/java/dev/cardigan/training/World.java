package dev.cardigan.training;

import dev.cardigan.tensor.Tensor;
import java.util.List;

/** The processes that train together. */
@FunctionalInterface
public interface World {

    /** One process. */
    World ALONE = gradients -> gradients;

    /** The mean of every process's gradients. */
    List<Tensor> averaged(List<Tensor> gradients);
}
