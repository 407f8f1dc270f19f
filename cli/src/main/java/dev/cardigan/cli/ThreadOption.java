package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many threads a run is used with that was trained before. */
final class ThreadOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the engine; 0 for all processors. Another number than the run was trained with can change the last bits. Default: those of the run.")
    private Optional<Integer> threads = Optional.empty();

    /**
     * The run, to be used with as many threads as asked for.
     *
     * @throws ConfigException for a negative number
     */
    SavedRun with(SavedRun run) {
        int count = threads.orElse(run.threads());
        if (count < 0) {
            throw new ConfigException("--threads: expected at least 0, found " + count);
        }
        return run.onThreads(count);
    }
}
