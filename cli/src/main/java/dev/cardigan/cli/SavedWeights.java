package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import dev.cardigan.training.Snapshot;
import java.util.Map;

/** The weights of a checkpoint, brought into a GAN that was built again. */
final class SavedWeights {

    private SavedWeights() {}

    /** The file of a checkpoint that holds them. */
    static String file(boolean raw) {
        return raw ? "weights" : "average";
    }

    /**
     * @param sampler the part whose weights are averaged
     * @param raw whether the weights as trained are taken instead of their average
     * @return all weights of the GAN, on the device; release them in the end
     * @throws dev.cardigan.error.CheckpointException when the weights do not fit the model
     */
    static Map<String, Tensor> into(
            Gan<?> gan, Network sampler, Checkpoint checkpoint, boolean raw, Device device) {
        String file = file(raw);
        Object filled = raw ? gan : sampler;
        Map<String, Tensor> weights = gan.weights();
        Gradient.untracked(
                () ->
                        Scope.run(
                                () -> {
                                    Stateful.copy(
                                            file,
                                            Snapshot.tensors(checkpoint.content().tensors(file)),
                                            Tree.weights(filled));
                                    weights.values()
                                            .forEach(
                                                    each ->
                                                            each.become(
                                                                    each.to(device)
                                                                            .channelsLast()));
                                }));
        return weights;
    }
}
