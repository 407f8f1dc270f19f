package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.FiniteCheck;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for NaN and infinity: in loss and gradients before each step, in all weights and averages
 * after the turns. One fused pass each; only when something is found does it look for the name, the
 * cause before its effects.
 */
final class Guard implements AutoCloseable {

    private final Map<String, Tensor> weights;
    private final Map<String, Optimizer> optimizers;
    private final MovingAverage average;
    private final TensorList watched;
    private final FiniteCheck check;

    /**
     * @param device where training computes
     * @param weights of the whole GAN, by name
     * @param optimizers by phase; may be filled later
     */
    Guard(
            Device device,
            Map<String, Tensor> weights,
            Map<String, Optimizer> optimizers,
            MovingAverage average) {
        this.check = FiniteCheck.on(device);
        this.weights = weights;
        this.optimizers = optimizers;
        this.average = average;
        List<Tensor> all = new ArrayList<>(weights.values());
        all.addAll(average.averages().values());
        this.watched =
                TensorList.kept(
                        all.stream().filter(tensor -> tensor.dtype().isFloating()).toList());
    }

    void beforeStep(
            long step,
            String phase,
            Object batches,
            Loss loss,
            Optimizer optimizer,
            Gradients gradients) {
        if (Double.isFinite(loss.total().item()) && check.passes(gradients.together())) {
            return;
        }
        String where = sentence(step, phase);
        throw new NotFinite(
                first(where + "input", Tree.leaves(batches, Tensor.class))
                        .or(() -> inMemory(step))
                        .or(() -> first(where + "weight", weights))
                        .or(() -> first(where + "loss", loss.terms()))
                        .or(() -> first(where + "gradient of", byName(optimizer, gradients.each())))
                        .orElse(where + "the sum of the losses"));
    }

    /**
     * What an optimizer remembers is not looked at by itself: NaN in it shows in its weights at the
     * same step. Infinity in it does not; a checkpoint is where that is found.
     */
    void afterTurns(long step) {
        if (check.passes(watched)) {
            return;
        }
        String where = sentence(step, "average");
        throw new NotFinite(
                inMemory(step)
                        .or(() -> inWeights(step))
                        .or(() -> first(where + "averaged weight", average.averages()))
                        .orElse(where + "a weight"));
    }

    private Optional<String> inMemory(long step) {
        return search(
                entry ->
                        first(
                                sentence(step, entry.getKey()) + "optimizer state",
                                entry.getValue().state()));
    }

    private Optional<String> inWeights(long step) {
        return search(
                        entry ->
                                first(
                                        sentence(step, entry.getKey()) + "weight",
                                        entry.getValue().weightsByName()))
                .or(() -> first(sentence(step, "networks") + "weight", weights));
    }

    private Optional<String> search(Function<Map.Entry<String, Optimizer>, Optional<String>> look) {
        return optimizers.entrySet().stream().map(look).flatMap(Optional::stream).findFirst();
    }

    private static String sentence(long step, String phase) {
        return "step " + step + ", " + phase + ": ";
    }

    private static Map<String, Tensor> byName(Optimizer optimizer, List<Tensor> gradients) {
        List<String> names = List.copyOf(optimizer.weightsByName().keySet());
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), gradients.get(i));
        }
        return named;
    }

    private static Optional<String> first(String kind, Map<String, Tensor> tensors) {
        Stream<String> found =
                tensors.entrySet().stream()
                        .filter(entry -> !isFinite(entry.getValue()))
                        .map(
                                entry ->
                                        kind
                                                + " '"
                                                + entry.getKey()
                                                + "' is not finite (NaN or infinity)");
        return found.findFirst();
    }

    /** Whether every element is finite; whole numbers always are. */
    static boolean isFinite(Tensor tensor) {
        return !tensor.dtype().isFloating()
                || Scope.tidy(() -> tensor.detach().allFinite().item() != 0);
    }

    @Override
    public void close() {
        watched.release();
        check.close();
    }
}
