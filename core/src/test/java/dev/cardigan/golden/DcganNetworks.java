package dev.cardigan.golden;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two networks of the reference {@code main.py}, with the weights of the file.
 *
 * @param weights by the file's names: {@code G.main.0.weight}, ...
 */
record DcganNetworks(Layer generator, Layer discriminator, Map<String, Tensor> weights) {

    private static final int LEVELS = 5;

    static DcganNetworks of(GoldenFile file) {
        Map<String, Tensor> taken = new LinkedHashMap<>();
        GoldenNetwork.Weights weights = new GoldenNetwork.Weights(file, "weights.", taken);
        return new DcganNetworks(
                generator(file.config(), weights), discriminator(file.config(), weights), taken);
    }

    /** Transposed convolution, batch norm, ReLU, five times; the last is followed by tanh. */
    private static Layer generator(Config config, GoldenNetwork.Weights weights) {
        List<Layer> layers = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            String name = "G.main." + 3 * level;
            layers.add(
                    new TransposedConvolution(
                            weights.parameter(name + ".weight"),
                            weights.bias(name),
                            level == 0 ? 1 : 2,
                            level == 0 ? 0 : 1,
                            0));
            if (level < LEVELS - 1) {
                layers.add(norm(config, weights, "G.main." + (3 * level + 1)));
                layers.add(Activation.RELU);
            }
        }
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /** Convolution, batch norm (not after the first), leaky ReLU; the last gives the logit. */
    private static Layer discriminator(Config config, GoldenNetwork.Weights weights) {
        List<Layer> layers = new ArrayList<>();
        int position = 0;
        for (int level = 0; level < LEVELS; level++) {
            boolean last = level == LEVELS - 1;
            String name = "D.main." + position;
            layers.add(
                    new Convolution(
                            weights.parameter(name + ".weight"),
                            weights.bias(name),
                            last ? 1 : 2,
                            last ? 0 : 1,
                            1,
                            1));
            position++;
            if (level > 0 && !last) {
                layers.add(norm(config, weights, "D.main." + position));
                position++;
            }
            if (!last) {
                layers.add(new LeakyRelu(config.number("leaky_slope")));
                position++;
            }
        }
        layers.add(new Reshape(List.of())); // [batch, 1, 1, 1] to [batch]
        return new Sequential(layers);
    }

    private static Layer norm(Config config, GoldenNetwork.Weights weights, String name) {
        return weights.batchNorm(name, config.number("bn_momentum"), config.number("bn_eps"));
    }

    void checkGradients(Ledger ledger, String prefix, String network) {
        weights.forEach(
                (name, weight) -> {
                    if (name.startsWith(network) && !name.contains("running_")) {
                        ledger.check(prefix + name, weight.gradient().orElseThrow());
                    }
                });
    }

    /** Running statistics, and the reference's count of the forwards that moved them. */
    void checkStatistics(
            GoldenFile file, Ledger ledger, String prefix, String network, int forwards) {
        weights.forEach(
                (name, weight) -> {
                    if (name.startsWith(network) && name.contains("running_")) {
                        ledger.check(prefix + name, weight);
                    }
                });
        for (String name : ledger.open(prefix)) {
            if (name.endsWith(".num_batches_tracked")) {
                String before = "weights." + name.substring(prefix.length());
                ledger.check(name, file.tensor(before).item() + forwards);
            }
        }
    }

    void clearGradients() {
        weights.values().forEach(Tensor::clearGradient);
    }
}
