package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.data.Intake;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Feed;
import java.util.Map;

/**
 * The same samples at every step, because the plain loops have no loader either; but a new batch
 * each time, because what phases share is shared by batch.
 *
 * @param first what the intake takes first: real samples, or pictures in A
 * @param second classes, or pictures in B
 */
record SameBatch<B>(Intake<B> intake, Tensor first, Tensor second) implements Feed<B> {

    @Override
    public B next() {
        return intake.batch().apply(first, second);
    }

    @Override
    public int batchSize() {
        return Math.toIntExact(first.size(0));
    }

    @Override
    public Map<String, Long> position() {
        return Map.of();
    }

    @Override
    public void resumeAt(Map<String, Long> position) {}

    @Override
    public void detour() {}

    @Override
    public void close() {}
}
