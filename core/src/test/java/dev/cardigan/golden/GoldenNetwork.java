package dev.cardigan.golden;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.MinibatchDiscrimination;
import dev.cardigan.nn.MinibatchStandardDeviation;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.SpectralNorm;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network made of the product's layers as {@code config.networks} lists them, with the file's
 * weights in the file's precision.
 *
 * @param weights parameters and buffers under the names of the file, without {@code init.X.}
 */
record GoldenNetwork(Sequential layers, Map<String, Tensor> weights) {

    private static final Set<String> LAYERS =
            Set.of(
                    "linear",
                    "conv2d",
                    "conv_transpose2d",
                    "batch_norm",
                    "leaky_relu",
                    "relu",
                    "tanh",
                    "reshape",
                    "flatten",
                    "minibatch_discrimination",
                    "minibatch_stddev");

    static boolean canBuild(Config networks) {
        return networks.keys().stream()
                .flatMap(network -> networks.children(network).stream())
                .allMatch(layer -> LAYERS.contains(layer.text("type")));
    }

    static GoldenNetwork of(GoldenFile file, String network) {
        Weights weights = new Weights(file, "init." + network + ".", new LinkedHashMap<>());
        List<Layer> layers = new ArrayList<>();
        for (Config layer : file.config().child("networks").children(network)) {
            layers.add(layer(layer, weights));
        }
        return new GoldenNetwork(new Sequential(layers), weights.taken());
    }

    private static Layer layer(Config layer, Weights weights) {
        return switch (layer.text("type")) {
            case "linear" -> new Linear(weights.weight(layer, 0), weights.bias(layer.text("name")));
            case "conv2d" ->
                    new Convolution(
                            weights.weight(layer, 0),
                            weights.bias(layer.text("name")),
                            layer.whole("stride"),
                            layer.whole("padding"),
                            1,
                            1);
            case "conv_transpose2d" ->
                    new TransposedConvolution(
                            weights.weight(layer, 1),
                            weights.bias(layer.text("name")),
                            layer.whole("stride"),
                            layer.whole("padding"),
                            0);
            case "batch_norm" ->
                    weights.batchNorm(
                            layer.text("name"), layer.number("momentum"), layer.number("eps"));
            case "leaky_relu" -> new LeakyRelu(layer.number("slope"));
            case "relu" -> Activation.RELU;
            case "tanh" -> Activation.TANH;
            case "reshape" -> Reshape.to(layer.wholes("shape"));
            case "flatten" -> Reshape.flat();
            case "minibatch_discrimination" ->
                    new MinibatchDiscrimination(
                            weights.parameter(layer.text("name") + ".T"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            layer.flag("include_self"));
            case "minibatch_stddev" ->
                    new MinibatchStandardDeviation(layer.whole("group"), layer.whole("channels"));
            default -> throw new IllegalArgumentException("no layer for " + layer);
        };
    }

    /** The stored tensors, noting which were taken. */
    record Weights(GoldenFile file, String prefix, Map<String, Tensor> taken) {

        Parameter parameter(String name) {
            return new Parameter(take(name));
        }

        Buffer buffer(String name) {
            return new Buffer(take(name));
        }

        Optional<Parameter> bias(String layer) {
            String name = layer + ".bias";
            return file.has(prefix + name) ? Optional.of(parameter(name)) : Optional.empty();
        }

        BatchNorm batchNorm(String name, double momentum, double epsilon) {
            return new BatchNorm(
                    parameter(name + ".weight"),
                    parameter(name + ".bias"),
                    buffer(name + ".running_mean"),
                    buffer(name + ".running_var"),
                    momentum,
                    epsilon);
        }

        private Weight weight(Config layer, int outAxis) {
            String name = layer.text("name");
            Parameter weight = parameter(name + ".weight");
            return layer.flag("spectral_norm")
                    ? new SpectralNorm(weight, buffer(name + ".u"), buffer(name + ".v"), outAxis)
                    : weight;
        }

        private Tensor take(String name) {
            Tensor tensor = file.tensor(prefix + name);
            taken.put(name, tensor);
            return tensor;
        }
    }
}
