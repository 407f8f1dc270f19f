package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.data.Intake;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.ThreadChoice;
import dev.cardigan.training.World;
import dev.cardigan.zoo.Recipe;
import java.util.function.Function;

/**
 * A paper on random samples of one shape, made as {@code cardigan train} makes it.
 *
 * @param shape of a sample
 * @param batch samples in a step
 */
record Trainee<S extends Record, B>(Recipe<S, B> recipe, S settings, SampleShape shape, int batch) {

    private static final long SEED = 1;

    /** With the paper's own settings for samples of this shape. */
    static <S extends Record, B> Trainee<S, B> of(
            Recipe<S, B> recipe, SampleShape shape, int batch) {
        S settings = recipe.settings().apply(new Recipe.Sample(shape, 0));
        return new Trainee<>(recipe, settings, shape, batch);
    }

    /** The GAN as it starts. */
    Gan<B> gan() {
        return recipe.make(settings, new Recipe.Sample(shape, 0), new Randomness(SEED));
    }

    /** Without end, ready at step 0. */
    Run<B> run(Precision precision) {
        return run(precision, Long.MAX_VALUE);
    }

    Run<B> run(Precision precision, long steps) {
        return run(Plan.steps(steps).in(precision));
    }

    Run<B> run(Plan plan) {
        return new Run<>(gan(), plan, feed(), World.ALONE);
    }

    /** The same on pictures that are loaded as in any training. */
    Run<B> run(DataFeed<?, B> loaded) {
        return new Run<>(gan(), Plan.steps(Long.MAX_VALUE), loaded, World.ALONE);
    }

    /** Batches as any training has them. */
    <R> DataFeed<R, B> loading(Source<R> source, Function<R, B> toBatch) {
        return DataFeed.of(source.set(), batch, new Randomness(SEED), toBatch);
    }

    /** Lets the engine compute with the number of threads that any run of this kind would take. */
    void chooseThreads(Gan<?> gan) {
        if (gan instanceof Translating<?> translating) {
            Scope.run(() -> ThreadChoice.forPictures(translating, samples(RandomStream.seeded(2))));
            return;
        }
        ThreadChoice.forBatches((Generative) gan, batch, Device.CPU);
    }

    private SameBatch<B> feed() {
        RandomStream stream = RandomStream.seeded(SEED);
        Intake<B> intake = recipe.intake();
        Tensor first = Scope.kept(() -> samples(stream));
        Tensor second =
                Scope.kept(
                        () ->
                                intake.ofPairs()
                                        ? samples(stream)
                                        : Tensor.of(new long[batch], batch));
        return new SameBatch<>(intake, first, second);
    }

    /** Pictures [batch, channels, height, width] in [-1, 1], or points [batch, dimensions]. */
    Tensor samples(RandomStream stream) {
        if (!shape.isPicture()) {
            return stream.normal(batch, shape.channels());
        }
        return stream.uniform(-1, 1, batch, shape.channels(), shape.height(), shape.width())
                .channelsLast();
    }

    /** For people. */
    @Override
    public String toString() {
        return "%s %s, batch %d".formatted(recipe.name(), shape, batch);
    }
}
