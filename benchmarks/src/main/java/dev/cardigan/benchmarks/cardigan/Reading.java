package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.training.DataFeed;

/** Batches as training gets them, tensors included, and nothing is done with them. */
final class Reading implements Workload, AutoCloseable {

    private final String measure;
    private final DataFeed<?, Sample> feed;
    private final int period;

    private Reading(String measure, DataFeed<?, Sample> feed, int period) {
        this.measure = measure;
        this.feed = feed;
        this.period = period;
    }

    static <R> Reading of(String measure, Source<R> source, int batch) {
        DataFeed<R, Sample> feed =
                DataFeed.of(
                        source.set(),
                        batch,
                        new Randomness(1),
                        raw -> source.toSample().apply(raw, Device.CPU));
        return new Reading(measure, feed, source.set().size() / batch);
    }

    @Override
    public String measure() {
        return measure;
    }

    @Override
    public String unit() {
        return "img/s";
    }

    @Override
    public double unitsPerStep() {
        return feed.batchSize();
    }

    /** An epoch. */
    @Override
    public int period() {
        return period;
    }

    @Override
    public double step() {
        return Scope.tidy(() -> feed.next().real().narrow(0, 0, 1).mean().item());
    }

    @Override
    public void close() {
        feed.close();
    }
}
