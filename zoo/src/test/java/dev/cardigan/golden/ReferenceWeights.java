package dev.cardigan.golden;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A network filled with the weights of a file, known by the names that the reference gives them.
 *
 * @param prefix between {@code weights.} and the reference's own name: the network's name and a dot
 * @param byName weights and buffers by their name in the file, without {@code weights.}
 * @param trained the parameters among them
 */
record ReferenceWeights(
        GoldenFile file, String prefix, Map<String, Tensor> byName, Map<String, Tensor> trained) {

    /**
     * @param rename from a name in our tree, in snake case and without {@code layers.}, to the
     *     reference's
     */
    static ReferenceWeights into(
            Network network, GoldenFile file, String prefix, UnaryOperator<String> rename) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        Map<String, Tensor> trained = new LinkedHashMap<>();
        Tree.leaves(network, Parameter.class)
                .forEach((name, leaf) -> trained.put(name(prefix, name, rename), leaf.value()));
        Tree.weights(network)
                .forEach((name, weight) -> byName.put(name(prefix, name, rename), weight));
        byName.forEach((name, weight) -> weight.set(file.tensor("weights." + name)));
        return new ReferenceWeights(file, prefix, byName, trained);
    }

    static ReferenceWeights into(Network network, GoldenFile file, String prefix) {
        return into(network, file, prefix, name -> name);
    }

    private static String name(String prefix, String own, UnaryOperator<String> rename) {
        String snake =
                own.replace("layers.", "")
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT)
                        .replace("running_variance", "running_var");
        return prefix + rename.apply(snake);
    }

    /** Those gradients of a scalar that the file holds. */
    void checkGradients(Ledger ledger, String scalar) {
        trained.forEach(
                (name, weight) -> {
                    String stored = scalar + name;
                    if (file.has(stored)) {
                        ledger.check(stored, weight.gradient().orElseThrow());
                    }
                });
    }

    /** Running statistics, and the reference's count of the forwards that moved them. */
    void checkStatistics(Ledger ledger, String after, int forwards) {
        byName.forEach(
                (name, weight) -> {
                    if (name.contains("running_")) {
                        ledger.check(after + name, weight);
                    }
                });
        for (String name : ledger.open(after + prefix)) {
            if (name.endsWith(".num_batches_tracked")) {
                double before = file.tensor("weights." + name.substring(after.length())).item();
                ledger.check(name, before + forwards);
            }
        }
    }

    void clearGradients() {
        trained.values().forEach(Tensor::clearGradient);
    }
}
