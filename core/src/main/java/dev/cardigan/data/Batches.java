package dev.cardigan.data;

import dev.cardigan.error.CardiganException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An endless stream of full batches in random order, loaded ahead by daemon threads and handed out
 * in order whatever their timing.
 *
 * <p>The order of epoch e is a permutation computed from (seed, e) alone: Fisher and Yates from the
 * last place down, place i swapped with an unbiased draw from 0 .. i (Lemire) of SplitMix64 started
 * at a hash of (seed, e). So a {@link Cursor} is all there is to save. An epoch's last, incomplete
 * batch is dropped; where the data set is smaller than one batch, batches run on into the following
 * epochs instead, so that every sample still comes equally often.
 *
 * <p>One thread takes the batches. {@link #cursor}, {@link #waited} and {@link #close} may be
 * called from any thread.
 */
public final class Batches<R> implements AutoCloseable {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(30);

    private final Dataset<R> dataset;
    private final EpochOrder order;
    private final ReadAhead<R> ahead;
    private final AtomicLong nanosecondsWaited = new AtomicLong();
    private volatile Cursor cursor = Cursor.START;
    private Cursor planned = Cursor.START; // that of the next batch to be queued

    private Batches(Dataset<R> dataset, EpochOrder order, ReadAhead<R> ahead) {
        this.dataset = dataset;
        this.order = order;
        this.ahead = ahead;
    }

    /**
     * A place in the stream, between two batches.
     *
     * @param epoch from 0
     * @param position samples of this epoch's order that were handed out
     */
    public record Cursor(long epoch, long position) {

        /** The first batch of the first epoch. */
        public static final Cursor START = new Cursor(0, 0);
    }

    /**
     * Batches from the start of epoch 0; loading starts with the first {@link #next}. Whenever a
     * batch lets it wait for another 30 seconds, a thread dump is logged.
     *
     * @param batchSize samples in every batch
     * @param workers threads that load, each one batch at a time
     * @param prefetch batches loaded ahead, which bounds the memory used
     * @throws ConfigException where one of these three is below 1
     * @throws DataException where the data set is empty
     */
    public static <R> Batches<R> of(
            Dataset<R> dataset, int batchSize, long seed, int workers, int prefetch) {
        return of(dataset, batchSize, seed, workers, prefetch, STALL_LIMIT);
    }

    /**
     * The same, with the time after which a missing batch is reported.
     *
     * @throws ConfigException where a number is below 1 or the time is not positive
     * @throws DataException where the data set is empty
     */
    public static <R> Batches<R> of(
            Dataset<R> dataset,
            int batchSize,
            long seed,
            int workers,
            int prefetch,
            Duration stallLimit) {
        requirePositive("batch size", batchSize);
        requirePositive("number of loader threads", workers);
        requirePositive("number of batches loaded ahead", prefetch);
        if (stallLimit.isNegative() || stallLimit.isZero()) {
            throw new ConfigException(
                    "The stall limit must be positive, found %s.".formatted(stallLimit));
        }
        if (dataset.size() < 1) {
            throw new DataException(
                    "The data set '%s' is empty: expected at least 1 sample."
                            .formatted(dataset.name()));
        }
        return new Batches<>(
                dataset,
                new EpochOrder(dataset.size(), batchSize, seed),
                new ReadAhead<>(dataset.name(), workers, prefetch, stallLimit));
    }

    /**
     * The next batch, waiting for it where it is not there yet. After a failure the stream stands
     * still: the same failure comes again until {@link #resumeAt} sends it somewhere, be it to the
     * same place for another try.
     *
     * @throws CardiganException of any kind, as the data set threw it
     * @throws DataException where loading failed in any other way, the thread was interrupted or
     *     the stream is closed
     */
    public R next() {
        fill();
        long start = System.nanoTime();
        R batch;
        try {
            batch = ahead.take();
        } finally {
            nanosecondsWaited.addAndGet(System.nanoTime() - start);
        }
        cursor = order.after(cursor);
        fill();
        return batch;
    }

    /** The place of the next batch to be handed out, whatever was loaded ahead. */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * Goes to a place; what was loaded ahead is dropped. A place without room for a full batch
     * before the end of its epoch means the start of the next.
     *
     * @throws DataException where the place lies outside the data set
     */
    public void resumeAt(Cursor place) {
        Cursor settled = order.settled(place);
        ahead.drop();
        planned = settled;
        cursor = settled;
    }

    /** How long {@link #next} has waited in all: time in which training stood still for data. */
    public Duration waited() {
        return Duration.ofNanos(nanosecondsWaited.get());
    }

    /**
     * Ends the threads. Returns when the loads that were running have ended, so that the data set
     * can be closed next, but leaves behind, and logs, those that take longer than the stall limit.
     */
    @Override
    public void close() {
        ahead.close();
    }

    private void fill() {
        while (ahead.hasRoom()) {
            Cursor at = planned;
            ahead.add(placeOf(at), () -> dataset.load(order.batchAt(at), order.visitAt(at)));
            planned = order.after(at);
        }
    }

    private String placeOf(Cursor at) {
        return "The batch at epoch %d, position %d of '%s'"
                .formatted(at.epoch(), at.position(), dataset.name());
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new ConfigException(
                    "The %s must be at least 1, found %d.".formatted(what, value));
        }
    }
}
