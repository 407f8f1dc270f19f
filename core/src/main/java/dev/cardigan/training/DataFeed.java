package dev.cardigan.training;

import dev.cardigan.data.Batches;
import dev.cardigan.data.Dataset;
import dev.cardigan.tensor.OperationTimes;
import dev.cardigan.tensor.Randomness;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Batches of a data set: decoded on Java threads ahead of time, made into tensors on the training
 * thread.
 *
 * @param <R> raw batches in Java memory
 */
public final class DataFeed<R, B> implements Feed<B> {

    private static final int WORKERS = 2;
    private static final int AHEAD = 4;

    private final Dataset<R> data;
    private final int batchSize;
    private final Randomness randomness;
    private final Function<R, B> toBatch;
    private Batches<R> batches;
    private long detours;

    private DataFeed(
            Dataset<R> data, int batchSize, Randomness randomness, Function<R, B> toBatch) {
        this.data = data;
        this.batchSize = batchSize;
        this.randomness = randomness;
        this.toBatch = toBatch;
        this.batches = open();
    }

    /**
     * @param randomness the order is that of its stream {@code shuffle}
     * @param toBatch from a raw batch to tensors on the device
     */
    public static <R, B> DataFeed<R, B> of(
            Dataset<R> data, int batchSize, Randomness randomness, Function<R, B> toBatch) {
        return new DataFeed<>(data, batchSize, randomness, toBatch);
    }

    private Batches<R> open() {
        String stream = detours == 0 ? "shuffle" : "shuffle/" + detours;
        return Batches.of(data, batchSize, randomness.seedOf(stream), WORKERS, AHEAD);
    }

    @Override
    public B next() {
        return toBatch.apply(OperationTimes.during(OperationTimes.WAITING, batches::next));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Map<String, Long> position() {
        Batches.Cursor cursor = batches.cursor();
        return Map.of("epoch", cursor.epoch(), "position", cursor.position(), "detours", detours);
    }

    @Override
    public void resumeAt(Map<String, Long> saved) {
        goTo(
                saved.getOrDefault("detours", 0L),
                new Batches.Cursor(
                        saved.getOrDefault("epoch", 0L), saved.getOrDefault("position", 0L)));
    }

    @Override
    public void detour() {
        goTo(detours + 1, batches.cursor());
    }

    private void goTo(long order, Batches.Cursor place) {
        if (order != detours) {
            batches.close();
            detours = order;
            batches = open();
        }
        batches.resumeAt(place);
    }

    /** How long training has stood still for data. */
    public Duration waited() {
        return batches.waited();
    }

    @Override
    public void close() {
        batches.close();
    }
}
