package dev.cardigan.cli;

import dev.cardigan.error.Require;
import dev.cardigan.tensor.Threads;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many threads a run is used with that was trained before. */
final class ThreadOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the engine, 256 at most; 0 for all processors. Another number than the run was trained with can change the last bits. Default: those of the run.")
    private Optional<Integer> threads = Optional.empty();

    /**
     * The run, to be used with as many threads as asked for.
     *
     * @throws dev.cardigan.error.ConfigException for a number that no machine can serve
     */
    SavedRun with(SavedRun run) {
        int count = threads.orElse(run.threads());
        Require.between("--threads", 0, Threads.MOST, count);
        return run.onThreads(count);
    }
}
