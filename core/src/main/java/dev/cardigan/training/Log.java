package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Running means of loss terms and watched values, summed on the device and read only when someone
 * looks.
 */
public final class Log implements Stateful, AutoCloseable {

    private final Map<String, Sum> sums = new LinkedHashMap<>();

    private static final class Sum {
        private Tensor total;
        private long count;
        private boolean restored;

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
        if (sum.restored) {
            sum.total = moved(sum.total, value.device()); // it came back on the CPU
            sum.restored = false;
        }
        sum.total.increase(value.detach(), 1);
        sum.count++;
    }

    private static Tensor moved(Tensor total, Device device) {
        Tensor there = Scope.keep(Scope.tidy(() -> total.to(device).clone(true)));
        Scope.release(total);
        return there;
    }

    private static Tensor zero(Tensor like) {
        return Scope.keep(Scope.tidy(() -> Tensor.full(0).to(DType.F64).to(like.device())));
    }

    /** The means since the last drain, by {@code phase/term}, and a fresh start. */
    public Map<String, Double> drain() {
        Map<String, Double> means = peek();
        sums.values()
                .forEach(
                        sum -> {
                            Scope.run(() -> sum.total.scale(0));
                            sum.count = 0;
                        });
        return means;
    }

    /** The means since the last drain, in the order of their names; changes nothing. */
    public Map<String, Double> peek() {
        Map<String, Double> means = new TreeMap<>();
        sums.forEach(
                (key, sum) -> {
                    if (sum.count > 0) {
                        means.put(key, Scope.tidy(sum.total::item) / sum.count);
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
                    // All 64 bits: a resumed run logs the very numbers of an uninterrupted one.
                    Tensor total = Tensor.of(new double[] {values[0]}, 1).reshape();
                    Sum sum = new Sum(Scope.keep(Scope.tidy(() -> total.clone(true))));
                    sum.count = (long) values[1];
                    sum.restored = true;
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
