package dev.cardigan.cli;

import dev.cardigan.report.Png;
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

/** Takes pictures into the other kind. */
@Command(
        name = "translate",
        description = {
            "Take pictures into the other kind with a run of cyclegan or pix2pix.",
            "",
            "Any size: large pictures are cut into tiles that fade into each other. Where the network normalises over the picture (cyclegan), all tiles pass it side by side, so that they come out as the whole would. Transparency is laid over white."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan translate cyclegan-001 holiday.jpg --to b",
            "  cardigan translate latest paintings/ more.zip --to a --out photographs"
        })
final class TranslateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Folder of a run, its name in runs/, or latest.")
    private String run = "latest";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IN",
            description = "Pictures, folders and zips.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--to",
            defaultValue = "b",
            paramLabel = "b|a",
            description = "The kind they become; pix2pix knows b only. Default: ${DEFAULT-VALUE}.")
    private String to = "b";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the PNG files go; cat-2.png where a cat.png lies already. Default: translated/ in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--tile",
            defaultValue = "1024",
            paramLabel = "PIXELS",
            description =
                    "Greatest side of the tiles; smaller pictures are taken whole. Memory grows with its square. Default: ${DEFAULT-VALUE}.")
    private int tile = 1024;

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
        Path folder = out.orElseGet(() -> saved.folder().path().resolve("translated"));
        Engine.load(spec.commandLine().getErr()::println);
        OptionalLong wanted = step.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        try (TrainedTranslator translator =
                TrainedTranslator.of(saved, saved.checkpoint(wanted), raw)) {
            TranslationJob job =
                    new TranslationJob(translator, to, tile, spec.commandLine().getErr());
            TranslationJob.Result result = job.run(inputs, folder, texts(saved, translator, to));
            spec.commandLine().getOut().println(json ? result.json() : result.text(folder));
            return result.exitCode();
        }
    }

    static List<Png.Text> texts(SavedRun run, TrainedTranslator translator, String direction) {
        return List.of(
                new Png.Text("Software", "Cardigan"),
                new Png.Text("paper", run.paper()),
                new Png.Text("run", run.name()),
                new Png.Text("step", Long.toString(translator.step())),
                new Png.Text("to", direction));
    }
}
