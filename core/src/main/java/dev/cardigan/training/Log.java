package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Running means of loss terms and watched values, summed on the device and read only when someone
 * looks.
 */
public final class Log implements Stateful, AutoCloseable {

    /** Sorted, so that a resumed run writes its terms in the same order. */
    private final Map<String, Sum> sums = new TreeMap<>();

    /** A sum on the host, where reading is free, or on the device, where reading would wait. */
    private static final class Sum {
        private double onHost;
        private Optional<Tensor> onDevice = Optional.empty();
        private long count;

        private void add(Tensor value) {
            count++;
            if (value.isOnCpu()) {
                onHost += value.item();
                return;
            }
            if (onDevice.isEmpty()) {
                onDevice = Optional.of(Scope.kept(() -> value.zerosLike().to(DType.F64)));
            }
            onDevice.get().increase(value.detach(), 1);
        }

        private double total() {
            return onHost + onDevice.map(sum -> Scope.tidy(sum::item)).orElse(0.0);
        }

        private void clear() {
            onHost = 0;
            count = 0;
            onDevice.ifPresent(sum -> sum.scale(0));
        }
    }

    void record(String phase, Loss loss) {
        loss.terms().forEach((term, value) -> add(phase + "/" + term, value));
        loss.watched().forEach(this::add);
    }

    private void add(String key, Tensor value) {
        sums.computeIfAbsent(key, unused -> new Sum()).add(value);
    }

    /** The means since the last drain, by {@code phase/term}, and a fresh start. */
    public Map<String, Double> drain() {
        Map<String, Double> means = peek();
        sums.values().forEach(Sum::clear);
        return means;
    }

    /** The means since the last drain. */
    public Map<String, Double> peek() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach(
                (key, sum) -> {
                    if (sum.count > 0) {
                        means.put(key, sum.total() / sum.count);
                    }
                });
        return means;
    }

    /** Sums and counts since the last drain, so that a resumed run logs the same numbers. */
    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        sums.forEach(
                (key, sum) -> state.put(key, Tensor.of(new double[] {sum.total(), sum.count}, 2)));
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        reset();
        state.forEach(
                (key, saved) -> {
                    double[] values = saved.toDoubles();
                    Sum sum = new Sum();
                    sum.onHost = values[0];
                    sum.count = (long) values[1];
                    sums.put(key, sum);
                });
    }

    /** Forgets what was summed, for example values that are not finite. */
    void reset() {
        sums.values().forEach(sum -> sum.onDevice.ifPresent(Scope::release));
        sums.clear();
    }

    @Override
    public void close() {
        reset();
    }
}
