package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.training.Feed;
import java.util.Map;

/**
 * What a run without data is fed with: nothing. Such a run draws samples and cannot be trained.
 *
 * @param run what to call it in messages
 */
record NoData<B>(String run) implements Feed<B> {

    /** What stands in a run's settings in place of its data. */
    static final String NAME = "none";

    /**
     * @param data of a run's settings
     * @param advice what to do
     * @throws ConfigException when the run has none
     */
    static void refuse(String run, String data, String advice) {
        if (data.equals(NAME)) {
            throw new ConfigException(
                    "%s: expected a run with data, found one imported without; %s"
                            .formatted(run, advice));
        }
    }

    @Override
    public B next() {
        throw new ConfigException(run + ": expected data to train on, found none");
    }

    @Override
    public int batchSize() {
        return 1;
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
