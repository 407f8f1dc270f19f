package dev.cardigan.cli;

import dev.cardigan.evaluation.ClassifierTraining;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the small classifier that scores are measured with. */
@Command(
        name = "train-extractor",
        description = {
            "Train a small classifier on labelled pictures to measure with.",
            "An eighth of the pictures is held out and tells its accuracy. Kept for this data, where 'measure' and 'train --set evaluate.every=1000' find it."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan measure train-extractor --data mnist",
            "  cardigan measure train-extractor --data my-classes --size 64 --out my.safetensors"
        })
final class MeasureExtractorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "Labelled pictures: a set by name, an IDX file, or one folder per class.")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where it goes, as safetensors. Default: into the cache.")
    private Optional<Path> out = Optional.empty();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    @Mixin private WorkingOptions options = new WorkingOptions();

    @Override
    public Integer call() {
        Engine.load(spec.commandLine().getErr()::println);
        options.useThreads();
        long start = System.nanoTime();
        Trained trained = trained();
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %.2f %% of held-out pictures of %d classes recognised, trained in %s%n%s%n",
                        trained.facts().name(),
                        100 * trained.facts().accuracy().orElseThrow(),
                        trained.facts().classes(),
                        HumanUnits.duration((System.nanoTime() - start) * 1e-9),
                        trained.file());
        return 0;
    }

    private record Trained(ClassifierExtractor.Facts facts, Path file) {}

    private Trained trained() {
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            PictureData set = MeasureOptions.open(data, reading.options(), progress);
            Path file = out.orElseGet(() -> options.cache().extractor(set));
            return new Trained(
                    ClassifierTraining.extractor(
                            set, Extractors.name(set), file, options.seed(), progress),
                    file);
        }
    }
}
