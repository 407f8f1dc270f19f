package dev.cardigan.cli;

import dev.cardigan.tensor.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all latent tools have in common: which run, which weights, where the picture goes. */
final class LatentOptions {

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            arity = "0..1",
            defaultValue = "latest",
            description = "Folder of a run, its name in runs/, or latest (the default).")
    private String run = "latest";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the picture (PNG) goes. Default: a new file in the run's folder generated/.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Class by index or name, where the run has some. Default: all in turn.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--raw", description = "The weights as trained, not their running average.")
    private boolean raw;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The checkpoint of this step. Default: the newest sound one.")
    private Optional<Long> step = Optional.empty();

    @Mixin private ThreadOption threads = new ThreadOption();

    @Option(names = "--json", description = "Say what was written as JSON.")
    private boolean json;

    /** The word where RUN stands. */
    String run() {
        return run;
    }

    Optional<Path> out() {
        return out;
    }

    Optional<String> label() {
        return label;
    }

    boolean raw() {
        return raw;
    }

    boolean json() {
        return json;
    }

    /** Opens the run, with the truncation it has. */
    LatentBench open(CommandSpec spec) {
        return open(spec, Optional.empty());
    }

    /** Opens the run, with another truncation if one is asked for. */
    LatentBench open(CommandSpec spec, Optional<Double> psi) {
        return open(spec, psi, run);
    }

    /** The same on another run than {@code RUN}. */
    LatentBench open(CommandSpec spec, Optional<Double> psi, String named) {
        SavedRun saved = threads.with(SavedRun.named(named));
        Engine.load(spec.commandLine().getErr()::println);
        OptionalLong wanted = step.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        TrainedGenerator generator = TrainedGenerator.of(saved, saved.checkpoint(wanted), raw);
        return new LatentBench(saved, generator, this, psi, spec);
    }
}
