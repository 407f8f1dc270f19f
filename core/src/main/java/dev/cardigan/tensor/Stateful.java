package dev.cardigan.tensor;

import dev.cardigan.error.CheckpointException;
import java.util.Arrays;
import java.util.Map;

/**
 * Something besides weights that decides the future of a run and therefore lies in every
 * checkpoint: random streams, optimizers, averages, histories, cursors.
 */
public interface Stateful {

    /** The state, by name. The tensors may be the live ones: whoever keeps them copies them. */
    Map<String, Tensor> state();

    /**
     * Takes a state that {@link #state()} once gave.
     *
     * @throws CheckpointException if names or shapes are not those expected
     */
    void restore(Map<String, Tensor> state);

    /**
     * The saved tensor of this name.
     *
     * @throws CheckpointException if there is none
     */
    static Tensor take(Map<String, Tensor> saved, String name) {
        Tensor found = saved.get(name);
        if (found == null) {
            throw new CheckpointException(
                    "checkpoint: no tensor '" + name + "' in it; it belongs to another model");
        }
        return found;
    }

    /**
     * Overwrites the values of every tensor with the saved ones of the same name.
     *
     * @throws CheckpointException if one is missing, left over or of another shape
     */
    static void copy(String what, Map<String, Tensor> saved, Map<String, Tensor> into) {
        for (String name : saved.keySet()) {
            if (!into.containsKey(name)) {
                throw new CheckpointException(
                        what
                                + ": the checkpoint has a tensor '"
                                + name
                                + "' this model does not have");
            }
        }
        into.forEach((name, tensor) -> copyOne(what + "." + name, take(saved, name), tensor));
    }

    private static void copyOne(String name, Tensor saved, Tensor into) {
        if (!Arrays.equals(saved.shape(), into.shape())) {
            throw new CheckpointException(
                    name
                            + ": the checkpoint does not fit this model: expected "
                            + Arrays.toString(into.shape())
                            + ", found "
                            + Arrays.toString(saved.shape()));
        }
        into.set(saved);
    }
}
