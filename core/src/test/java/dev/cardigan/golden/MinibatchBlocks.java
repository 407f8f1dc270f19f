package dev.cardigan.golden;

import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.MinibatchDiscrimination;
import dev.cardigan.nn.MinibatchStandardDeviation;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers that compare the samples of a batch, alone, forward and backward. */
final class MinibatchBlocks {

    private MinibatchBlocks() {}

    static void discrimination(GoldenFile file, Ledger ledger) {
        for (boolean self : new boolean[] {true, false}) {
            Parameter weight = parameter(file, "T");
            gradients(
                    file,
                    ledger,
                    self ? "with_self" : "without_self",
                    plain(weight, self),
                    Map.of("T", weight));
        }
        authors(file, ledger);
        MinibatchDiscrimination layer = plain(parameter(file, "T"), true);
        ledger.check(
                "expected.duplicate.with_self",
                layer.closeness(file.tensor("input.duplicate.x")).detach());
    }

    private static MinibatchDiscrimination plain(Parameter weight, boolean self) {
        return new MinibatchDiscrimination(
                weight, Optional.empty(), Optional.empty(), Optional.empty(), self);
    }

    private static Parameter parameter(GoldenFile file, String name) {
        Parameter parameter = new Parameter(file.tensor("init.layer." + name));
        parameter.value().requireGradient(true);
        return parameter;
    }

    private static void authors(GoldenFile file, Ledger ledger) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (String name : List.of("theta", "log_scale", "bias")) {
            parameters.put(name, parameter(file, name));
        }
        MinibatchDiscrimination layer =
                new MinibatchDiscrimination(
                        parameters.get("theta"),
                        Optional.of(parameters.get("log_scale")),
                        Optional.of(parameters.get("bias")),
                        Optional.empty(),
                        false);
        gradients(file, ledger, "authors_code", layer, parameters);
    }

    private static void gradients(
            GoldenFile file,
            Ledger ledger,
            String convention,
            MinibatchDiscrimination layer,
            Map<String, Parameter> parameters) {
        Tensor x = file.tensor("input.x").requireGradient(true);
        Tensor closeness = layer.closeness(x);
        ledger.check("expected." + convention, closeness.detach());
        Tensor scalar = closeness.mul(file.tensor("input.upstream")).sum();
        Map<String, Tensor> leaves = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> leaves.put(name, parameter.value()));
        leaves.put("x", x);
        List<String> names = List.copyOf(leaves.keySet());
        List<Tensor> found = Gradient.of(scalar, List.copyOf(leaves.values()), false);
        for (int i = 0; i < names.size(); i++) {
            ledger.check("grad." + convention + "." + names.get(i), found.get(i));
        }
    }

    static void deviation(GoldenFile file, Ledger ledger) {
        Config cases = file.config().child("cases");
        for (String name : cases.keys()) {
            Config wanted = cases.child(name);
            Layer layer =
                    new MinibatchStandardDeviation(
                            wanted.whole("group", 0), wanted.whole("channels"));
            Tensor x = file.tensor("input." + name + ".x").requireGradient(true);
            if (wanted.has("expected")) {
                ledger.require(name, refuses(layer, x), "no error for " + wanted);
                continue;
            }
            Tensor y = layer.forward(x);
            ledger.check("expected." + name + ".y", y.detach());
            Tensor scalar = y.mul(file.tensor("input." + name + ".upstream")).sum();
            ledger.check("grad." + name + ".x", Gradient.of(scalar, List.of(x), false).get(0));
        }
    }

    private static boolean refuses(Layer layer, Tensor x) {
        try {
            return layer.forward(x).count() < 0;
        } catch (ShapeException expected) {
            return true;
        }
    }
}
