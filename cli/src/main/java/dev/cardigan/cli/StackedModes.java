package dev.cardigan.cli;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.StackedSet;
import dev.cardigan.error.DataException;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.FeatureSet;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Which stacks a run on stacked pictures makes: a classifier trained on the single pictures reads
 * each colour.
 */
final class StackedModes {

    /** As many as Metz et al. 2017 look at. */
    private static final int SAMPLES = 25_600;

    private StackedModes() {}

    static ModeCoverage of(SavedRun run, long seed) {
        RunSettings settings = run.model().settings();
        PictureOptions reading =
                PictureOptions.GUESS.withFit(settings.fit()).withSize(run.model().shape().height());
        Dataset<?> set = MeasureOptions.open(settings.data(), reading, Progress.SILENT).set();
        if (!(set instanceof StackedSet stacked)) {
            throw new DataException(
                    settings.data() + ": expected stacked pictures, found other samples");
        }
        try (TrainedGenerator generator =
                        TrainedGenerator.of(run, run.checkpoint(OptionalLong.empty()), false);
                Extractor reader =
                        Extractors.open(
                                Extractors.AUTO,
                                stacked.single(),
                                MeasureCache.usual(),
                                Progress.SILENT)) {
            Dataset<RawPictures> drawn =
                    new Drawing(run, generator, seed).pictures(SAMPLES, Progress.SILENT);
            int[] all = IntStream.range(0, drawn.size()).toArray();
            MemoryPictures apart =
                    new MemoryPictures(run.name(), StackedSet.apart(drawn.load(all)), List.of());
            long[] answers =
                    Scope.tidy(
                                    () ->
                                            new Answers(
                                                    FeatureSet.of(reader, apart, Progress.SILENT)
                                                            .answers()
                                                            .orElseThrow()))
                            .values();
            return ModeCoverage.stackedDigits(
                    Arrays.stream(answers).mapToInt(Math::toIntExact).toArray());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // carries numbers out of a scope, never compared
    private record Answers(long[] values) {}
}
