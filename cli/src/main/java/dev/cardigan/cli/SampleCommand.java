package dev.cardigan.cli;

import dev.cardigan.cli.SampleRequest.Strip;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Engine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws from a trained generator. */
@Command(
        name = "sample",
        description = "Draw new pictures or points from a run.",
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan sample latest --count 64 --seed 3",
            "  cardigan sample cgan-001 --classes all --out digits.png",
            "  cardigan sample dcgan-001 --interpolate --from 1 --to 2 --frames 32",
            "  cardigan sample dcgan-001 --count 10000 --each pictures",
            "  cardigan sample dcgan-001 --count 10000 --npy pictures.npy",
            "  cardigan sample bigan-001 --reconstruct my-pictures --count 32"
        })
final class SampleCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            defaultValue = "latest",
            description = "Folder of a run, its name in runs/, or latest (the default).")
    private String run = "latest";

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many samples; for each class when several are asked for. Default: 64, or 8 for each class.")
    private @Nullable Integer count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Same seed, same samples. Default: 1.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = {"--class", "--classes"},
            split = ",",
            paramLabel = "CLASS",
            description =
                    "Class by index or name; repeat or separate by commas for one row each; 'all' for all. Default: all in turn.")
    private List<String> classes = List.of();

    @Option(
            names = "--grid",
            description =
                    "One picture of all samples; the default unless --each or --npy is given.")
    private boolean grid;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the grid (PNG) or the points (CSV) go. Default: a new file in the run's folder generated/.")
    private @Nullable Path out;

    @Option(
            names = "--each",
            paramLabel = "FOLDER",
            description = "A PNG for each sample, in a new or empty folder.")
    private @Nullable Path each;

    @Option(
            names = "--npy",
            paramLabel = "FILE",
            description =
                    "An array: uint8 [n, height, width, channels], or float32 [n, dimensions] for points.")
    private @Nullable Path npy;

    @Option(
            names = "--interpolate",
            description = "A strip, and an animation, of pictures between two seeds.")
    private boolean interpolate;

    @Option(
            names = "--from",
            paramLabel = "S1",
            description = "Seed of the first picture of the strip. Default: " + Strip.FROM + ".")
    private Optional<Long> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "S2",
            description = "Seed of the last picture of the strip. Default: " + Strip.TO + ".")
    private Optional<Long> to = Optional.empty();

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Pictures in the strip, with both ends. Default: " + Strip.FRAMES + ".")
    private Optional<Integer> frames = Optional.empty();

    @Option(
            names = "--latents",
            paramLabel = "FILE",
            description = "Take the latents from this .npy, float32 or float64 [n, ..].")
    private @Nullable Path latents;

    @Option(
            names = "--save-latents",
            paramLabel = "FILE",
            description = "Write the latents as .npy, float32 [n, ..].")
    private @Nullable Path saveLatents;

    @Option(
            names = "--reconstruct",
            paramLabel = "DATA",
            description =
                    "For runs with an encoder (bigan, ali, vae-gan, encoder-gan): rows of the first pictures of DATA (folder, zip, IDX, builtin:...), below each row what they become when drawn again from their codes. Goes with --count, --out, --raw, --step.")
    private @Nullable String reconstruct;

    @Option(names = "--raw", description = "The weights as trained, not their running average.")
    private boolean raw;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The checkpoint of this step. Default: the newest sound one.")
    private @Nullable Long step;

    @Mixin private ThreadOption threads = new ThreadOption();

    @Option(names = "--json", description = "Say what was written as JSON.")
    private boolean json;

    private Optional<Strip> strip() {
        if (interpolate) {
            return Optional.of(
                    new Strip(
                            from.orElse(Strip.FROM),
                            to.orElse(Strip.TO),
                            frames.orElse(Strip.FRAMES)));
        }
        if (from.isPresent() || to.isPresent() || frames.isPresent()) {
            throw new ConfigException(
                    "--from, --to and --frames: expected --interpolate beside them, found none");
        }
        return Optional.empty();
    }

    /** What is drawn without a seed must not look as if it had one. */
    private void refuseIdleSeed() {
        if (seed.isEmpty()) {
            return;
        }
        if (latents != null) {
            throw new ConfigException("--seed: the samples come from --latents; leave one out");
        }
        if (reconstruct != null) {
            throw new ConfigException(
                    "--seed: --reconstruct takes the first pictures and draws nothing; leave it out");
        }
        if (interpolate) {
            throw new ConfigException(
                    "--seed: --interpolate goes from the seed --from to the seed --to; leave it out");
        }
    }

    @Override
    public Integer call() {
        refuseIdleSeed();
        SampleRequest request =
                new SampleRequest(
                        Optional.ofNullable(count),
                        seed.orElse(1L),
                        classes,
                        grid,
                        Optional.ofNullable(out),
                        Optional.ofNullable(each),
                        Optional.ofNullable(npy),
                        strip(),
                        Optional.ofNullable(latents),
                        Optional.ofNullable(saveLatents),
                        raw,
                        Optional.ofNullable(step));
        SavedRun saved = threads.with(SavedRun.named(run));
        Engine.load(spec.commandLine().getErr()::println);
        PrintWriter err = spec.commandLine().getErr();
        SampleJob.Result result =
                reconstruct == null
                        ? new SampleJob(saved, request, err).draw()
                        : new ReconstructionJob(saved, request, reconstruct, err).draw();
        spec.commandLine().getOut().println(json ? result.json() : result.text());
        return 0;
    }
}
