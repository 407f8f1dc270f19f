package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.harness.Workload;
import dev.cardigan.data.Source;
import dev.cardigan.tensor.Device;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Run;
import java.time.Duration;

/**
 * Training on a folder of pictures, with what the training thread spends on its data: waiting until
 * a batch is there, and making tensors of it.
 */
final class FedTraining implements Workload, AutoCloseable {

    private final Run<?> run;
    private final DataFeed<?, ?> feed;
    private final int batch;
    private final int period;
    private long tensorNanoseconds;
    private long tensorsBefore;
    private Duration waitedBefore = Duration.ZERO;

    private <B, R> FedTraining(Trainee<?, B> trainee, Source<R> source) {
        DataFeed<R, B> loading = trainee.loading(source, raw -> tensors(trainee, source, raw));
        this.feed = loading;
        this.run = trainee.run(loading);
        this.batch = trainee.batch();
        this.period = source.set().size() / batch;
    }

    static FedTraining of(Trainee<?, ?> trainee, Source<?> source) {
        return new FedTraining(trainee, source);
    }

    private <B, R> B tensors(Trainee<?, B> trainee, Source<R> source, R raw) {
        long started = System.nanoTime();
        B made = source.batch(trainee.recipe().intake(), raw, Device.CPU);
        tensorNanoseconds += System.nanoTime() - started;
        return made;
    }

    Run<?> run() {
        return run;
    }

    /** Seconds of waiting since the warm-up or the window began. */
    double waited() {
        return feed.waited().minus(waitedBefore).toNanos() / 1e9;
    }

    /** Seconds of making tensors since then. */
    double madeTensors() {
        return (tensorNanoseconds - tensorsBefore) / 1e9;
    }

    @Override
    public void begin() {
        waitedBefore = feed.waited();
        tensorsBefore = tensorNanoseconds;
    }

    @Override
    public String measure() {
        return "training";
    }

    @Override
    public String unit() {
        return "img/s";
    }

    @Override
    public double unitsPerStep() {
        return batch;
    }

    /** An epoch. */
    @Override
    public int period() {
        return period;
    }

    @Override
    public double step() {
        run.advance();
        return run.log().drain().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public void close() {
        run.close();
    }
}
