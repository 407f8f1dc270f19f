package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Reconstructs;
import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Space;
import dev.cardigan.metric.WeightFile;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The generator of a run with the weights of a checkpoint, ready to draw. Belongs to one thread;
 * free it by {@link #close}.
 */
final class TrainedGenerator implements AutoCloseable {

    /** Latents are always drawn in blocks of so many, so that number i is the same in any count. */
    private static final int BLOCK = 256;

    private final Generative generative;
    private final Map<String, Tensor> weights;
    private final Precision precision;
    private final Device device;
    private final long step;
    private final Map<String, TensorData> saved;

    private TrainedGenerator(
            Generative generative,
            Map<String, Tensor> weights,
            Precision precision,
            Device device,
            long step,
            Map<String, TensorData> saved) {
        this.generative = generative;
        this.weights = weights;
        this.precision = precision;
        this.device = device;
        this.step = step;
        this.saved = saved;
    }

    /**
     * @param raw whether the weights as trained are taken instead of their average
     * @throws dev.cardigan.error.CheckpointException when the weights do not fit the model
     */
    static TrainedGenerator of(SavedRun run, Checkpoint checkpoint, boolean raw) {
        int usual = Runtime.getRuntime().availableProcessors();
        return of(run, checkpoint, raw, run.threads() > 0 ? run.threads() : usual);
    }

    /**
     * @param threads the engine computes with: the last bits of a picture depend on them
     */
    static TrainedGenerator of(SavedRun run, Checkpoint checkpoint, boolean raw, int threads) {
        Device device = Device.parse(run.model().settings().device()).orFail();
        Threads.use(threads);
        Gan<?> gan = run.model().build();
        if (!(gan instanceof Generative generative)) {
            throw new ConfigException(
                    "%s: expected a run that draws from nothing, found one of '%s', which makes pictures from pictures; use '%s'"
                            .formatted(
                                    run.folder().path(),
                                    run.paper(),
                                    NextCommand.of(run.model().recipe(), run.folder().path())));
        }
        Map<String, Tensor> weights =
                SavedWeights.into(gan, generative.sampler(), checkpoint, raw, device);
        return new TrainedGenerator(
                generative,
                weights,
                run.model().settings().precision(),
                device,
                checkpoint.step(),
                checkpoint.content().tensors(SavedWeights.file(raw)));
    }

    /** SHA-256 in hex of the weights it draws with, as they lie in the checkpoint. */
    String hash() {
        return WeightFile.hash(saved);
    }

    Space space() {
        return Space.of(generative);
    }

    Device device() {
        return device;
    }

    /** The step its weights are of. */
    long step() {
        return step;
    }

    /** Number of classes it can be asked for; 0 for none. */
    int classes() {
        return generative.classes();
    }

    /** A class for each of so many samples, in turn. */
    int[] classesInTurn(int count) {
        return generative.classesInTurn(count);
    }

    /** The shape of one latent. */
    long[] latentShape() {
        return Scope.tidy(() -> generative.latents(new Randomness(0).stream("sample"), 1)).shape();
    }

    /** Latents of a seed; the first ones are the same whatever the count. */
    Latents latents(long seed, int count) {
        return Scope.tidy(() -> Latents.of(drawn(seed, count), latentShape()));
    }

    /** Latents of the current scope from a stream of the caller. */
    Tensor latents(RandomStream random, int count) {
        return generative.latents(random, count);
    }

    private float[] drawn(long seed, int count) {
        var stream = new Randomness(seed).stream("sample");
        float[] values = {};
        int size = 0;
        for (int done = 0; done < count; done += BLOCK) {
            float[] block = Scope.tidy(() -> generative.latents(stream, BLOCK)).toFloats();
            if (done == 0) {
                size = block.length / BLOCK;
                values = new float[Math.multiplyExact(count, size)];
            }
            int taken = Math.min(BLOCK, count - done);
            System.arraycopy(block, 0, values, done * size, taken * size);
        }
        return values;
    }

    /**
     * Samples from latents.
     *
     * @param classes one for each latent; not looked at where there are none
     * @param body what is made of the samples [count, ..], which die with it
     */
    <T> T draw(Latents latents, int[] classes, Function<Tensor, T> body) {
        long[] wide = Arrays.stream(classes).asLongStream().toArray();
        return Scope.tidy(
                () -> {
                    Tensor from = latents.tensor().to(device);
                    Tensor told = Tensor.of(wide, wide.length).to(device);
                    return body.apply(generated(from, told));
                });
    }

    private Tensor generated(Tensor latents, Tensor classes) {
        return evaluated(() -> generative.generate(latents, classes));
    }

    /**
     * Real samples drawn again from their codes, in the current scope.
     *
     * @throws ConfigException when the run has no encoder
     */
    Tensor reconstruct(Tensor real) {
        if (!(generative instanceof Reconstructs encoding)) {
            throw new ConfigException(
                    "--reconstruct: expected a run with an encoder, found none; train bigan, ali, vae-gan or encoder-gan");
        }
        return evaluated(() -> encoding.reconstruct(real.to(device)));
    }

    private Tensor evaluated(Supplier<Tensor> body) {
        return Gradient.untracked(() -> ready(body));
    }

    /** {@link #ready} without gradients; frees all but what comes out. */
    <T> T untracked(Supplier<T> body) {
        return Gradient.untracked(() -> Scope.tidy(() -> ready(body)));
    }

    /**
     * Runs {@code body} while the networks are evaluated, with gradients, in the run's precision.
     */
    <T> T ready(Supplier<T> body) {
        return Mode.EVALUATION.during(() -> precision.during(device, body));
    }

    @Override
    public void close() {
        Scope.release(weights);
    }
}
