package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Tiles;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks of a run that make pictures from pictures, with the weights of a checkpoint. Belongs
 * to one thread; free it by {@link #close}.
 *
 * @param channels of the pictures it was trained on
 * @param step its weights are of
 */
record TrainedTranslator(
        Translating<?> gan,
        Map<String, Tensor> weights,
        Precision precision,
        Device device,
        int channels,
        long step)
        implements AutoCloseable {

    /**
     * @param raw whether the weights as trained are taken instead of their average
     * @throws ConfigException when the run's paper makes no pictures from pictures
     */
    static TrainedTranslator of(SavedRun run, Checkpoint checkpoint, boolean raw) {
        Device device = Device.parse(run.model().settings().device()).orFail();
        Threads.use(run.threads() > 0 ? run.threads() : Runtime.getRuntime().availableProcessors());
        Gan<?> gan = run.model().build();
        if (!(gan instanceof Translating<?> translating)) {
            throw new ConfigException(
                    "%s: a run of '%s', which makes no pictures from pictures; train cyclegan, pix2pix or srresnet, or draw from this one with 'cardigan sample'"
                            .formatted(run.folder().path(), run.paper()));
        }
        Map<String, Tensor> weights =
                SavedWeights.into(gan, translating.sampler(), checkpoint, raw, device);
        return new TrainedTranslator(
                translating,
                weights,
                run.model().settings().precision(),
                device,
                run.model().shape().channels(),
                checkpoint.step());
    }

    /**
     * The same of a run that makes pictures larger.
     *
     * @throws ConfigException when the run's pictures keep their size
     */
    static TrainedTranslator enlarging(SavedRun run, Checkpoint checkpoint, boolean raw) {
        TrainedTranslator translator = of(run, checkpoint, raw);
        if (translator.gan().factor() == 1) {
            translator.close();
            throw new ConfigException(
                    "%s: a run of '%s', which keeps the size of pictures; use '%s', or name a run of srresnet, srgan or esrgan"
                            .formatted(
                                    run.folder().path(),
                                    run.paper(),
                                    NextCommand.of(run.model().recipe(), run.folder().path())));
        }
        return translator;
    }

    /** A pass over pictures of any size. */
    TiledPass pass(String direction, int tile) {
        TiledPass.Plan plan = TiledPass.Plan.of(tile, gan.stride(), gan.reach());
        Layer network = new Evaluated(gan.translator(direction), precision, device);
        return new TiledPass(network, channels, gan.factor(), plan);
    }

    /** A network as it is used: without gradients, in the precision it was trained in. */
    private record Evaluated(Layer network, Precision precision, Device device) implements Layer {

        @Override
        public Tensor forward(Tensor x) {
            return used(() -> network.forward(ready(x)));
        }

        @Override
        public boolean spansPicture() {
            return network.spansPicture();
        }

        @Override
        public void overTiles(Tiles tiles) {
            tiles.each(this::ready);
            used(
                    () -> {
                        network.overTiles(tiles);
                        return tiles;
                    });
        }

        private Tensor ready(Tensor x) {
            return x.to(device).channelsLast();
        }

        private <T> T used(Supplier<T> body) {
            return Gradient.untracked(
                    () -> Mode.EVALUATION.during(() -> precision.during(device, body)));
        }
    }

    @Override
    public void close() {
        Scope.release(weights);
    }
}
