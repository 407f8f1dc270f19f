package dev.cardigan.cli;

import dev.cardigan.config.Doc;
import dev.cardigan.data.Colours;
import dev.cardigan.data.Fit;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.doctor.Care;
import dev.cardigan.zoo.block.Cures;
import java.util.Optional;

/** Everything that defines a run; what lies in {@code run.json} under {@code settings}. */
public record RunSettings(
        @Doc("the paper and its settings") Record model,
        @Doc(
                        "folder, zip or IDX file of pictures, a set to download by name, or builtin:digits, builtin:ring8, ...")
                String data,
        @Doc(value = "side of the pictures; guessed from the data when absent", unit = "pixels")
                Optional<Integer> size,
        @Doc("how pictures of other proportions are fitted") Fit fit,
        @Doc("grey, RGB, or as the data is") Colours colours,
        @Doc("everything random comes from it") long seed,
        @Doc(value = "length of the run", unit = "generator updates") long steps,
        @Doc(value = "samples per batch", unit = "samples") int batch,
        @Doc(value = "batches whose gradients make one update", unit = "batches") int accumulate,
        @Doc("of forward passes; weights stay in F32") Precision precision,
        @Doc("cpu, cuda, cuda:N or mps") String device,
        @Doc(value = "of the engine, 256 at most; 0 measures which number suits", unit = "threads")
                int threads,
        @Doc("changes of what the discriminator sees, against too few pictures")
                AugmentSettings augment,
        @Doc("how the average of the weights follows; samples come from it")
                MovingAverage.Pace average,
        @Doc("remedies for mode collapse, any number of them") Cures cures,
        @Doc(
                        "layers of the discriminator, from the picture on, that do not learn (FreezeD); for runs that begin --from another")
                int freeze,
        @Doc(value = "between pictures of samples", unit = "steps") long sampleEvery,
        @Doc(value = "between checkpoints", unit = "steps") long saveEvery,
        @Doc(value = "between lines of metrics.jsonl", unit = "steps") long logEvery,
        @Doc(value = "kept besides the best", unit = "checkpoints") int keep,
        @Doc(value = "in a picture of samples", unit = "samples") int samples,
        @Doc("off, watch, or act: whether a doctor names, or treats, what goes wrong") Care doctor,
        @Doc(
                        value = "between examinations of the doctor, rounded up to whole lines",
                        unit = "steps")
                long doctorEvery,
        @Doc("end by itself once the game is at rest") boolean stopAtEquilibrium,
        @Doc("how the run is measured while it trains") Evaluation evaluate) {

    /** More is a slip of the keyboard, which the engine would answer by asking for terabytes. */
    private static final int LARGEST_BATCH = 1_000_000;

    public RunSettings {
        Require.between("batch", 1, LARGEST_BATCH, batch);
        Require.positive("accumulate", accumulate);
        Require.positive("sampleEvery", sampleEvery);
        Require.positive("saveEvery", saveEvery);
        Require.positive("logEvery", logEvery);
        Require.positive("samples", samples);
        Require.positive("doctorEvery", doctorEvery);
        measurable(evaluate, logEvery);
        size.ifPresent(side -> Require.between("size", 1, PictureOptions.LARGEST_SIZE, side));
        multiple(batch, "cures.packing", cures.packing());
        cures.minibatchDeviation()
                .filter(it -> it.group() > 0)
                // A batch smaller than a group is one group.
                .map(it -> Math.min(it.group(), batch))
                .ifPresent(group -> multiple(batch, "cures.minibatchDeviation.group", group));
        Require.notNegative("steps", steps);
        Require.notNegative("freeze", freeze);
        Require.between("threads", 0, Threads.MOST, threads);
        if (keep < 2) {
            throw new ConfigException(
                    "keep: expected at least 2, because the newest may turn out damaged, found "
                            + keep);
        }
    }

    private static void measurable(Evaluation evaluate, long logEvery) {
        if (evaluate.every() % logEvery != 0) {
            throw new ConfigException(
                    "evaluate.every: expected a multiple of logEvery, which is %d, because scores stand in its lines; found %d"
                            .formatted(logEvery, evaluate.every()));
        }
    }

    private static void multiple(int batch, String key, int of) {
        if (batch % of != 0) {
            throw new ConfigException(
                    "batch: expected a multiple of %s %d, found %d".formatted(key, of, batch));
        }
    }

    /** The defaults for a model on some data. */
    static RunSettings of(Record model, String data, int batch) {
        return new RunSettings(
                model,
                data,
                Optional.empty(),
                Fit.COVER,
                Colours.GUESS,
                1,
                5000,
                batch,
                1,
                Precision.FP32,
                "cpu",
                0,
                AugmentSettings.OFF,
                new MovingAverage.Pace.HalfLife(10_000, 0.05),
                Cures.NONE,
                0,
                250,
                500,
                50,
                2,
                64,
                Care.WATCH,
                250,
                false,
                Evaluation.OFF);
    }
}
