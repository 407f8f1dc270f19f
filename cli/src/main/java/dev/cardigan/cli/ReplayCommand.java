package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes pictures again from what they say of themselves. */
@Command(
        name = "replay",
        description = {
            "Make pictures of 'sample' and 'latent' again from their run, and compare them bit for bit.",
            "",
            "A picture knows its run, step, weights (as a hash), threads, codes and settings. The run is looked for around the picture and in runs/. Exit code 0: the same bits; 1: other bits; 3: no such run; 4: a picture that does not know how it was made; 5: a run with other weights."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan replay digits.png",
            "  cardigan replay mailed.png --run runs/stylegan2-001 --out again.png"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PNG files of Cardigan.")
    private List<Path> files = List.of();

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description =
                    "The run it was made from. Default: the one of its name around the picture or in runs/.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the picture that was made again goes; for one picture.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "Say the result as JSON, one line for each picture.")
    private boolean json;

    @Override
    public Integer call() {
        if (out.isPresent() && files.size() > 1) {
            throw new ConfigException(
                    "--out: expected one picture to make again, found " + files.size());
        }
        Engine.load(spec.commandLine().getErr()::println);
        boolean same = true;
        for (Path file : files) {
            Replay.Result result = Replay.of(file, run, spec.commandLine().getErr());
            out.ifPresent(to -> result.write(SampleJob.inFolder(to)));
            same &= result.isSame();
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("file", file.toString());
            tree.put("same", result.isSame());
            tree.put("differing", result.differing());
            tree.put("largest", result.largest());
            spec.commandLine()
                    .getOut()
                    .println(json ? Json.writeLine(tree) : file + ": " + result.text());
        }
        return same ? 0 : 1;
    }
}
