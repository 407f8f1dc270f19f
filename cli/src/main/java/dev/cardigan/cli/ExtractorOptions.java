package dev.cardigan.cli;

import dev.cardigan.data.Progress;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What looks at pictures when they are measured. */
final class ExtractorOptions {

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

    @Mixin private WorkingOptions working = new WorkingOptions();

    long seed() {
        return working.seed();
    }

    MeasureCache cache() {
        return working.cache();
    }

    void useThreads() {
        working.useThreads();
    }

    Extractor extractor(PictureData real, Progress progress) {
        return Extractors.open(choice(), real, cache(), progress);
    }

    Extractor extractorFor(List<Measure> measures, PictureData real, Progress progress) {
        return Extractors.openFor(measures, choice(), real, cache(), progress);
    }

    private String choice() {
        return inception.map(file -> Extractors.INCEPTION + file).orElse(extractor);
    }
}
