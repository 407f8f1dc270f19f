package dev.cardigan.training;

import java.util.Map;

/** Endless batches in an order that is part of a run's state. */
public interface Feed<B> extends AutoCloseable {

    /** The next batch, on the device, belonging to the current scope. */
    B next();

    /** Samples per batch. */
    int batchSize();

    /** Where in the data the next batch comes from; enough to go on exactly there. */
    Map<String, Long> position();

    void resumeAt(Map<String, Long> position);

    /**
     * Goes on from here in an order not taken before, to get around a batch that breaks training.
     */
    void detour();

    @Override
    void close();
}
