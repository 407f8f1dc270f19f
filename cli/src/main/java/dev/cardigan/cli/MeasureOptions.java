package dev.cardigan.cli;

import dev.cardigan.data.Colours;
import dev.cardigan.data.Fit;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Source;
import dev.cardigan.error.Require;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all kinds of measuring have in common: how to read pictures, and what looks at them. */
final class MeasureOptions {

    @Option(
            names = "--extractor",
            paramLabel = "auto|random|FILE",
            defaultValue = Extractors.AUTO,
            description =
                    "What turns pictures into features. auto: a small classifier, trained on the real data unless that was done before (labelled data only, minutes); random: random weights, for trying out; FILE: of 'measure train-extractor'. Default: ${DEFAULT-VALUE}.")
    private String extractor = Extractors.AUTO;

    @Option(
            names = "--inception",
            paramLabel = "FILE",
            description =
                    "Published Inception-v3 weights for FID, the .pth (pt_inception-2015-12-05) or safetensors: scores as in papers. Stronger than --extractor.")
    private Optional<Path> inception = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of samples, subsets and intervals. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side both sets are read at. Default: that of the run, or guessed.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--fit",
            defaultValue = "cover",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Fit fit = Fit.COVER;

    @Option(
            names = "--colours",
            defaultValue = "guess",
            description =
                    "How both sets are read: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, or that of the run.")
    private Colours colours = Colours.GUESS;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Where trained extractors and features of real data are kept. Default: .cardigan/cache in your home.")
    private Optional<Path> cache = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Of the engine, 256 at most; 0 for all processors. Default: ${DEFAULT-VALUE}.")
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

    /** How data is read when nothing else says so. */
    PictureOptions reading() {
        PictureOptions options = PictureOptions.GUESS.withFit(fit).withColours(colours);
        return size.map(options::withSize).orElse(options);
    }

    /** The same, but as a run sees its data where the user did not say. */
    PictureOptions reading(RunSettings run, int channels, int side) {
        Colours own = channels == 1 ? Colours.GREY : Colours.RGB;
        return PictureOptions.GUESS
                .withFit(run.fit())
                .withColours(colours == Colours.GUESS ? own : colours)
                .withSize(size.orElse(side));
    }

    /**
     * One side of a comparison.
     *
     * @param reading how its pictures were read, one sentence each
     */
    record Side(PictureData pictures, List<String> reading) {}

    static Side side(String data, PictureOptions options, Progress progress) {
        Source<?> source = Source.open(data, options, progress);
        return new Side(new PictureData(source.set()), source.decisions());
    }

    static PictureData open(String data, PictureOptions options, Progress progress) {
        return side(data, options, progress).pictures();
    }

    Extractor extractor(PictureData real, Progress progress) {
        return Extractors.open(choice(), real, cache(), progress);
    }

    /** The same, or none where all of these measures look at pictures themselves. */
    Extractor extractorFor(List<Measure> measures, PictureData real, Progress progress) {
        return Extractors.openFor(measures, choice(), real, cache(), progress);
    }

    private String choice() {
        return inception.map(file -> Extractors.INCEPTION + file).orElse(extractor);
    }
}
