package dev.cardigan.cli;

import dev.cardigan.data.Colours;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.error.ConfigException;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Inception;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what looks at pictures for the latent tools. */
final class LatentExtractor {

    private LatentExtractor() {}

    /**
     * @param choice {@code random}, {@code auto} (trained on the run's data), {@code
     *     inception:FILE}, or a file of {@code measure train-extractor}
     * @throws ConfigException if there is no such file
     */
    static Extractor open(String choice, LatentBench bench) {
        if (choice.equals(Extractors.RANDOM)) {
            return ClassifierExtractor.random(bench.shape().channels());
        }
        if (choice.equals(Extractors.AUTO)) {
            return trained(bench);
        }
        boolean inception = choice.startsWith(Extractors.INCEPTION);
        Path file = Path.of(inception ? choice.substring(Extractors.INCEPTION.length()) : choice);
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    "--extractor: expected random, auto, inception:FILE or a file of 'measure train-extractor', found '%s'"
                            .formatted(choice));
        }
        return inception ? Inception.read(file) : ClassifierExtractor.read(file);
    }

    private static Extractor trained(LatentBench bench) {
        RunSettings settings = bench.run().model().settings();
        PictureOptions reading =
                PictureOptions.GUESS
                        .withFit(settings.fit())
                        .withColours(bench.shape().channels() == 1 ? Colours.GREY : Colours.RGB)
                        .withSize(bench.shape().height());
        try (TerminalProgress progress = new TerminalProgress(bench.err())) {
            PictureData real = MeasureOptions.open(settings.data(), reading, progress);
            return Extractors.open(Extractors.AUTO, real, MeasureCache.usual(), progress);
        }
    }
}
