package dev.cardigan.cli;

import dev.cardigan.tensor.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes pictures larger. */
@Command(
        name = "upscale",
        description = {
            "Make pictures larger with a run of srresnet, srgan or esrgan.",
            "",
            "By the factor the run was trained for. Any size, in tiles. Grey stays grey; transparency is laid over white."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan upscale small.png --run srresnet-001",
            "  cardigan upscale old-photographs/ --run latest --out large"
        })
final class UpscaleCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Pictures, folders and zips.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--run",
            defaultValue = "latest",
            paramLabel = "RUN",
            description = "Folder of a run, its name in runs/, or latest (the default).")
    private String run = "latest";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the PNG files go; cat-2.png where a cat.png lies already. Default: upscaled/ in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--tile",
            defaultValue = "512",
            paramLabel = "PIXELS",
            description =
                    "Greatest side of the tiles of the small picture. Memory grows with its square. Default: ${DEFAULT-VALUE}.")
    private int tile = 512;

    @Option(names = "--raw", description = "The weights as trained, not their running average.")
    private boolean raw;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The checkpoint of this step. Default: the newest sound one.")
    private Optional<Long> step = Optional.empty();

    @Mixin private ThreadOption threads = new ThreadOption();

    @Option(names = "--json", description = "Say what was written as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        SavedRun saved = threads.with(SavedRun.named(run));
        Path folder = out.orElseGet(() -> saved.folder().path().resolve("upscaled"));
        Engine.load(spec.commandLine().getErr()::println);
        OptionalLong wanted = step.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        try (TrainedTranslator translator =
                TrainedTranslator.enlarging(saved, saved.checkpoint(wanted), raw)) {
            String direction = translator.gan().directions().get(0);
            TranslationJob job =
                    new TranslationJob(translator, direction, tile, spec.commandLine().getErr());
            TranslationJob.Result result =
                    job.run(inputs, folder, TranslateCommand.texts(saved, translator, direction));
            spec.commandLine().getOut().println(json ? result.json() : result.text(folder));
            return result.exitCode();
        }
    }
}
