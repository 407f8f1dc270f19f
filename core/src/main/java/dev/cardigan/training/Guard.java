package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import dev.cardigan.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for NaN and infinity: in loss and gradients before a step, in weights after it, in averages
 * after each turn. One fused pass each; only when something is found does it look for the name.
 */
final class Guard {

    private Guard() {}

    static void beforeStep(
            long step,
            String phase,
            Object batches,
            Loss loss,
            Optimizer optimizer,
            List<Tensor> gradients) {
        if (Double.isFinite(loss.total().item()) && TensorList.of(gradients).allFinite()) {
            return;
        }
        Optional<String> culprit =
                first("input", Tree.leaves(batches, Tensor.class))
                        .or(() -> first("weight", optimizer.weightsByName()))
                        .or(() -> first("loss", loss.terms()))
                        .or(() -> first("gradient of", gradientsByName(optimizer, gradients)));
        throw new NotFinite(sentence(step, phase, culprit.orElse("sum of the losses")));
    }

    /**
     * Looks at all weights and averages after the turns of a step; NaN in an optimizer shows in its
     * weights.
     */
    static void afterTurns(
            long step, TensorList all, Map<String, Optimizer> optimizers, MovingAverage average) {
        if (all.allFinite()) {
            return;
        }
        for (Map.Entry<String, Optimizer> entry : optimizers.entrySet()) {
            Optimizer optimizer = entry.getValue();
            first("optimizer state", optimizer.state())
                    .or(() -> first("weight", optimizer.weightsByName()))
                    .ifPresent(
                            culprit -> {
                                throw new NotFinite(sentence(step, entry.getKey(), culprit));
                            });
        }
        String culprit = first("averaged weight", average.averages()).orElse("a weight");
        throw new NotFinite(sentence(step, "average", culprit));
    }

    private static String sentence(long step, String phase, String culprit) {
        return "step " + step + ", " + phase + ": " + culprit + " is not finite (NaN or infinity)";
    }

    private static Map<String, Tensor> gradientsByName(
            Optimizer optimizer, List<Tensor> gradients) {
        List<String> names = List.copyOf(optimizer.weightsByName().keySet());
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), gradients.get(i));
        }
        return named;
    }

    private static Optional<String> first(String kind, Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(entry -> !isFinite(entry.getValue()))
                .map(entry -> kind + " '" + entry.getKey() + "'")
                .findFirst();
    }

    /** Whether every element is finite; whole numbers always are. */
    static boolean isFinite(Tensor tensor) {
        return !tensor.dtype().isFloating()
                || Scope.tidy(() -> tensor.detach().allFinite().item() != 0);
    }
}
