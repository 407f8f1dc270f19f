package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.List;
import java.util.Map;

/**
 * A record whose components are parameters, buffers and other networks; the component names give
 * the weights their names. Says nothing about its inputs.
 */
public interface Network {

    /** What training changes, in the order of the components. */
    default List<Parameter> parameters() {
        return List.copyOf(Tree.leaves(this, Parameter.class).values());
    }

    /** Parameters and buffers by name: what a weight file holds. */
    default Map<String, Tensor> weights() {
        return Tree.weights(this);
    }

    /** Number of trained values. */
    default long size() {
        return parameters().stream().mapToLong(parameter -> parameter.value().count()).sum();
    }
}
