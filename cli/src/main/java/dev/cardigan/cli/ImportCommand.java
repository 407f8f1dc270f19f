package dev.cardigan.cli;

import dev.cardigan.config.Settings;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Scope;
import dev.cardigan.zoo.official.Found;
import dev.cardigan.zoo.official.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a run of weights that others trained. */
@Command(
        name = "import",
        description = {
            "Make a run of published weights, to sample, translate, measure or train on.",
            "",
            "Reads .safetensors, and .pt and .pth of PyTorch (state dictionaries, also of before 1.6), and executes nothing in them.",
            "Sizes are taken from the weights. Every name and shape must fit, or nothing is written.",
            "Knows dcgan, stylegan2, cstylegan2, cyclegan, pix2pix, srresnet, srgan and esrgan by the names of their well-known implementations."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan import esrgan RRDB_ESRGAN_x4.pth --name esrgan-x4",
            "  cardigan upscale small.png --run esrgan-x4",
            "",
            "  cardigan import cyclegan G_A=latest_net_G_A.pth G_B=latest_net_G_B.pth --name horses",
            "  cardigan translate horses horse.jpg --to b",
            "",
            "  cardigan import stylegan2 faces.safetensors --data my-faces --set gamma=2",
            "  cardigan resume stylegan2-001 --steps 10000      (trains on, with a fresh optimizer)",
            "",
            "StyleGAN's .pkl files hold programs and are refused: docs/convert-stylegan-pkl.py makes safetensors of them."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PAPER", description = "What the weights are of.")
    private String paper = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "[NAME=]FILE",
            description =
                    "Weight files. NAME says which network a file is of where its own names do not: G, G_ema, D; for cyclegan G_A (makes b), G_B, D_A, D_B.")
    private List<String> files = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the run. Default: the paper and a number, esrgan-001.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "What the run is trained on and measured against later, as for 'train'. Default: none; such a run only draws.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Side of the pictures to train on, where the weights take any. Default: that of the paper.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, stronger than what the weights say; 'cardigan papers PAPER' lists them. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Screen screen = output.screen(spec.commandLine().getOut());
        Session.recipe(paper);
        WeightSources sources = WeightSources.of(files);
        Engine.load(spec.commandLine().getErr()::println);
        Importing importing =
                new Importing(
                        paper,
                        sources,
                        data,
                        size,
                        Settings.ofAssignments(assignments),
                        () -> RunFinder.begun(runs, name, paper));
        tell(Scope.tidy(importing::made), screen);
        return 0;
    }

    private static void tell(Importing.Result result, Screen screen) {
        Found found = result.found();
        result.counts().forEach((part, count) -> screen.say(inWords(part, count)));
        if (!found.fresh().isEmpty()) {
            screen.say(
                    "Not in the file, so untrained: %s."
                            .formatted(String.join(", ", found.fresh())));
        }
        if (!result.unused().isEmpty()) {
            screen.say(
                    "Not used: %d tensors of other things, such as %s."
                            .formatted(result.unused().size(), result.unused().get(0)));
        }
        found.remarks().forEach(screen::say);
        String classes = found.classes() == 0 ? "" : " in " + found.classes() + " classes";
        String settings = inWords(found.settings());
        screen.say(
                "%s for pictures of %s%s: %s."
                        .formatted(found.paper(), found.shape(), classes, settings));
        screen.conclude("Run: " + result.run().path());
        screen.say("Next: " + NextCommand.of(Session.recipe(found.paper()), result.run().path()));
        screen.event("imported", event(result));
    }

    private static String inWords(Part part, int count) {
        return "%d weights of %s%s from %s."
                .formatted(
                        count,
                        withoutDot(part.network().replace("inner.", "")),
                        part.averaged() ? " (average)" : "",
                        part.prefix().isEmpty()
                                ? "the file"
                                : "'" + withoutDot(part.prefix()) + "' in it");
    }

    /** {@code width=64, convention.range=unit}. */
    private static String inWords(Map<?, ?> settings) {
        List<String> words = new ArrayList<>();
        settings.forEach(
                (key, value) ->
                        words.add(
                                value instanceof Map<?, ?> inner
                                        ? key + "." + inWords(inner)
                                        : key + "=" + value));
        return String.join(", ", words);
    }

    private static String withoutDot(String name) {
        return name.substring(0, name.length() - 1);
    }

    private static Map<String, Object> event(Importing.Result result) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("run", result.run().path().toString());
        event.put("paper", result.found().paper());
        event.put("settings", result.found().settings());
        event.put("fresh", List.copyOf(result.found().fresh()));
        event.put("unused", result.unused().size());
        return event;
    }
}
