package dev.cardigan.cli;

import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Source;
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What all kinds of measuring have in common: how to read pictures, and what looks at them. */
final class MeasureOptions {

    @Mixin private ExtractorOptions eyes = new ExtractorOptions();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    long seed() {
        return eyes.seed();
    }

    MeasureCache cache() {
        return eyes.cache();
    }

    void useThreads() {
        eyes.useThreads();
    }

    /** How data is read when nothing else says so. */
    PictureOptions reading() {
        return reading.options();
    }

    /** The same, but as a run sees its data where the user did not say. */
    PictureOptions reading(RunSettings run, int channels, int side) {
        return reading.options(run, channels, side);
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
        return eyes.extractor(real, progress);
    }

    /** The same, or none where all of these measures look at pictures themselves. */
    Extractor extractorFor(List<Measure> measures, PictureData real, Progress progress) {
        return eyes.extractorFor(measures, real, progress);
    }
}
