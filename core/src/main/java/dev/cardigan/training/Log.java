package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Running means of loss terms and watched values, summed on the device and read only when someone
 * looks.
 */
public final class Log implements Stateful, AutoCloseable {

    private final Map<String, Sum> sums = new LinkedHashMap<>();

    private static final class Sum {
        private final Tensor total;
        private long count;

        private Sum(Tensor total) {
            this.total = total;
        }
    }

    void record(String phase, Loss loss) {
        loss.terms().forEach((term, value) -> add(phase + "/" + term, value));
        loss.watched().forEach(this::add);
    }

    private void add(String key, Tensor value) {
        Sum sum = sums.computeIfAbsent(key, unused -> new Sum(zero(value)));
        sum.total.increase(value.detach(), 1);
        sum.count++;
    }

    private static Tensor zero(Tensor like) {
        return Scope.keep(Scope.tidy(() -> Tensor.full(0).to(DType.F64).to(like.device())));
    }

    /** The means since the last drain, by {@code phase/term}, and a fresh start. */
    public Map<String, Double> drain() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach(
                (key, sum) -> {
                    if (sum.count > 0) {
                        means.put(key, Scope.tidy(sum.total::item) / sum.count);
                        sum.total.scale(0);
                        sum.count = 0;
                    }
                });
        return means;
    }

    /** Sums and counts since the last drain, so that a resumed run logs the same numbers. */
    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        sums.forEach(
                (key, sum) -> {
                    double total = Scope.tidy(sum.total::item);
                    state.put(key, Tensor.of(new double[] {total, sum.count}, 2));
                });
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        reset();
        state.forEach(
                (key, saved) -> {
                    double[] values = saved.toDoubles();
                    Sum sum = new Sum(zero(saved));
                    Scope.run(() -> sum.total.increase(Tensor.full(values[0]).to(DType.F64), 1));
                    sum.count = (long) values[1];
                    sums.put(key, sum);
                });
    }

    /** Forgets what was summed, for example values that are not finite. */
    void reset() {
        sums.values().forEach(sum -> Scope.release(sum.total));
        sums.clear();
    }

    @Override
    public void close() {
        reset();
    }
}
