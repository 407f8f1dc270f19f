package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.Batch;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Feed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The stored batches, in order. */
final class Replay<C> implements Feed<Batch<C>> {

    private final Deque<Batch<C>> left = new ArrayDeque<>();
    private final int batchSize;

    Replay(int batchSize) {
        this.batchSize = batchSize;
    }

    void add(Tensor real, C condition) {
        left.add(new Batch<>(real, condition));
    }

    @Override
    public Batch<C> next() {
        assertThat(left).as("batches, asked for once too often").isNotEmpty();
        return left.removeFirst();
    }

    void assertExhausted() {
        assertThat(left).as("batches never asked for").isEmpty();
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Map<String, Long> position() {
        throw new UnsupportedOperationException("a golden run is never saved");
    }

    @Override
    public void resumeAt(Map<String, Long> position) {
        throw new UnsupportedOperationException("a golden run is never resumed");
    }

    @Override
    public void detour() {
        throw new AssertionError("a golden run must not leave its order");
    }

    @Override
    public void close() {}
}
