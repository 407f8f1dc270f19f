package dev.cardigan.golden;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Losses, first gradients and gradient norms of a run, by player: {@code D}, {@code G}, and {@code
 * D_reg} for lazy penalties.
 */
final class Journal {

    private static final GradientClip.Norm EUCLIDEAN = new GradientClip.Norm(1, 2);

    private final Map<String, List<Map<String, Double>>> terms = new LinkedHashMap<>();
    private final Map<String, List<Double>> norms = new LinkedHashMap<>();
    private final Map<String, Map<Tensor, double[]>> first = new LinkedHashMap<>();

    static String player(Phase<?> phase) {
        if (phase.name().equals("generator")) {
            return "G";
        }
        return phase.every() > 1 ? "D_reg" : "D";
    }

    void loss(String player, Loss loss) {
        Map<String, Double> values = new LinkedHashMap<>();
        loss.terms().forEach((name, value) -> values.put(name, value.item()));
        terms.computeIfAbsent(player, unused -> new ArrayList<>()).add(values);
    }

    /** A bound that changes nothing and writes down what it sees. */
    Constraint gradients(String player, List<Network> networks) {
        List<Parameter> parameters =
                networks.stream().flatMap(network -> network.parameters().stream()).toList();
        return new Constraint() {
            @Override
            public List<Tensor> onGradients(List<Tensor> gradients) {
                norms.computeIfAbsent(player, unused -> new ArrayList<>())
                        .add(EUCLIDEAN.total(gradients).item());
                first.computeIfAbsent(player, unused -> byWeight(parameters, gradients));
                return gradients;
            }
        };
    }

    private static Map<Tensor, double[]> byWeight(
            List<Parameter> parameters, List<Tensor> gradients) {
        Map<Tensor, double[]> found = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            found.put(parameters.get(i).value(), gradients.get(i).toDoubles());
        }
        return found;
    }

    /** The sum of the terms of every update. */
    double[] totals(String player) {
        return terms(player).stream()
                .mapToDouble(each -> each.values().stream().mapToDouble(v -> v).sum())
                .toArray();
    }

    /** The sum of the penalties of every update. */
    double[] penalties(String player) {
        return terms(player).stream()
                .mapToDouble(
                        each ->
                                each.entrySet().stream()
                                        .filter(term -> !term.getKey().equals("adversarial"))
                                        .mapToDouble(Map.Entry::getValue)
                                        .sum())
                .toArray();
    }

    private List<Map<String, Double>> terms(String player) {
        return terms.getOrDefault(player, List.of());
    }

    /** The Euclidean norm over all gradients of every update, before any clipping. */
    double[] norms(String player) {
        return norms.getOrDefault(player, List.of()).stream().mapToDouble(v -> v).toArray();
    }

    /** The gradients of the player's first update, before any clipping. */
    Map<Tensor, double[]> firstGradients(String player) {
        return first.getOrDefault(player, Map.of());
    }
}
