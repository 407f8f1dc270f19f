package dev.cardigan.training;

import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers a run's state in memory every so many steps, and brings it back from there. */
final class Memory implements Hook, Rescue {

    private final int every;
    private final List<String> reasons = new ArrayList<>();
    private Map<String, Map<String, Tensor>> files = Map.of();
    private Map<String, Long> position = Map.of();
    private long step;
    private long seen;

    Memory(int every) {
        this.every = every;
    }

    @Override
    public void after(Run<?> run) {
        if (run.step() % every != 0) {
            return;
        }
        Map<String, Map<String, Tensor>> copies = new LinkedHashMap<>();
        run.state().forEach((file, tensors) -> copies.put(file, copies(tensors)));
        files = copies;
        position = run.feed().position();
        step = run.step();
        seen = run.seen();
    }

    private static Map<String, Tensor> copies(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, Scope.kept(() -> tensor.clone(true))));
        return copies;
    }

    @Override
    public void goBack(Run<?> run, String reason) {
        reasons.add(reason);
        run.restore(files, step, seen, position);
    }

    /** Why it was asked to go back, each time. */
    List<String> reasons() {
        return reasons;
    }

    Map<String, Tensor> weights() {
        return files.getOrDefault("weights", Map.of());
    }
}
