package dev.cardigan.zoo.block;

import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * What a network of several kinds is told, as numbers.
 *
 * @param <C> its condition
 */
@FunctionalInterface
public interface Teller<C> {

    /** One-hot [batch, classes], where there are any. */
    Optional<Tensor> oneHot(C condition);

    static Teller<None> nothing() {
        return unused -> Optional.empty();
    }

    static Teller<Labels> classes(long classes) {
        return labels -> Optional.of(labels.classes().oneHot(classes));
    }
}
