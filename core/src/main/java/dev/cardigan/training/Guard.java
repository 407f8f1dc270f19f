package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
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
        List<Tensor> all = new ArrayList<>(gradients);
        all.add(loss.total().detach());
        if (TensorList.of(all).allFinite()) {
            return;
        }
        Optional<String> culprit =
                first("input", Tree.leaves(batches, Tensor.class))
                        .or(() -> first("weight", named(optimizer)))
                        .or(() -> first("loss", loss.terms()))
                        .or(() -> first("gradient of", gradientsByName(optimizer, gradients)));
        throw new NotFinite(sentence(step, phase, culprit.orElse("sum of the losses")));
    }

    static void afterStep(long step, String phase, Optimizer optimizer) {
        if (optimizer.allFinite()) {
            return;
        }
        Optional<String> culprit =
                first("optimizer state", optimizer.state())
                        .or(() -> first("weight", named(optimizer)));
        throw new NotFinite(sentence(step, phase, culprit.orElse("a weight")));
    }

    static void average(long step, MovingAverage average) {
        if (!average.allFinite()) {
            String culprit =
                    first("averaged weight", average.averages())
                            .orElse("the average of the weights");
            throw new NotFinite(sentence(step, "average", culprit));
        }
    }

    private static String sentence(long step, String phase, String culprit) {
        return "step " + step + ", " + phase + ": " + culprit + " is not finite (NaN or infinity)";
    }

    private static Map<String, Tensor> named(Optimizer optimizer) {
        return optimizer.weightsByName();
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
