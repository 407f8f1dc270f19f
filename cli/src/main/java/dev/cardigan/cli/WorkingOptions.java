package dev.cardigan.cli;

import dev.cardigan.error.Require;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.tensor.Threads;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all kinds of measuring work with. */
final class WorkingOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Everything random comes from it. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Where trained extractors and features of real data are kept. Default: ~/.cardigan/cache.")
    private Optional<Path> cache = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Threads of the engine, 256 at most; 0 for all processors. Default: ${DEFAULT-VALUE}.")
    private int threads = 0;

    long seed() {
        return seed;
    }

    MeasureCache cache() {
        return cache.map(MeasureCache::new).orElseGet(MeasureCache::usual);
    }

    void useThreads() {
        Require.between("--threads", 0, Threads.MOST, threads);
        Threads.use(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }
}
