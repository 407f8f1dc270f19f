package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Running means of loss terms and watched values, summed on the device and read only when someone
 * looks.
 */
public final class Log implements AutoCloseable {

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
