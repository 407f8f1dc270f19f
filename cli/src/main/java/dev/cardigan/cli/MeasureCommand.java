package dev.cardigan.cli;

import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.Measures;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Scope;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how good a run, or any pictures, are against real data. */
@Command(
        name = "measure",
        description = {
            "Measure how good generated pictures are: a run, or any folder, zip or IDX file.",
            "",
            "A score says little without its protocol. Each has a name that holds it,",
            "fid10k_train_mnist-net-v1: measure, samples, part of the data, extractor.",
            "Compare only scores with the same stamp."
        },
        subcommands = {
            MeasureExtractorCommand.class,
            MeasureSanityCommand.class,
            MeasureUpscalingCommand.class
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan measure latest                            the newest run against its own data",
            "  cardigan measure dcgan-001 --against mnist --samples 10000",
            "  cardigan measure generated.zip --against photos --inception pt_inception.pth",
            "  cardigan measure latest --metrics fid,kid,prdc,ppl --json",
            "  cardigan measure --list"
        })
final class MeasureCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..1",
            defaultValue = "latest",
            description =
                    "Folder of a run, its name in runs/, latest (the default); or a folder, zip or IDX file of pictures.")
    private String what = "latest";

    @Option(
            names = "--against",
            paramLabel = "DATA",
            description = "The real pictures. Default: the data the run was trained on.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "How many a run draws, or are taken of a folder. Default: 10000, or all of a folder.")
    private Optional<Integer> samples = Optional.empty();

    @Option(
            names = "--metrics",
            paramLabel = "NAMES",
            description =
                    "Separated by commas; --list tells them. Default: those of fid, kid, is, prdc, modes, copies that are possible.")
    private Optional<String> metrics = Optional.empty();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description =
                    "What to call the real data in names of scores. Default: train when it is what the run was trained on, else data.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "Bootstrap samples for the interval of FID; none with more than 512 features. Default: ${DEFAULT-VALUE}.")
    private int resamples = 50;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The run's checkpoint of this step. Default: the newest sound one.")
    private Optional<Long> step = Optional.empty();

    @Option(names = "--raw", description = "The weights as trained, not their running average.")
    private boolean raw;

    @Option(names = "--list", description = "Tell which measures there are.")
    private boolean list;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin private MeasureOptions options = new MeasureOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Measures.all().forEach(measure -> out.println(line(measure)));
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        MeasureJob job =
                new MeasureJob(
                        what, against, samples, metrics, split, resamples, step, raw, options);
        Engine.load(err::println);
        MeasureTable table = measured(job, err);
        out.println(json ? table.json() : table.text());
        return 0;
    }

    private static MeasureTable measured(MeasureJob job, PrintWriter err) {
        try (TerminalProgress progress = new TerminalProgress(err)) {
            return Scope.tidy(() -> job.measured(progress));
        }
    }

    private static String line(Measure measure) {
        return "%-13s %s, %s is better"
                .formatted(
                        measure.name(),
                        measure.description(),
                        measure.lowerIsBetter() ? "lower" : "higher");
    }
}
