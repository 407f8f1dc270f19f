package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.data.Colours;
import dev.cardigan.data.DataReport;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.Fit;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.PictureSet;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.report.Png;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a data set. */
@Command(
        name = "inspect",
        description =
                "Say what is in a data set: sizes, classes, duplicates, what cannot be read and why.")
final class DataInspectCommand implements Callable<Integer> {

    /** Class names in the text; all of them are in the JSON. */
    private static final int SHOWN = 25;

    private static final int MOST_THUMBNAILS = 400;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DATA",
            description = "Folder, zip or IDX file, or a name that 'cardigan data list' shows.")
    private String data = "";

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Side of the pictures in pixels. Default: guessed.")
    private @Nullable Integer size;

    @Option(
            names = "--fit",
            defaultValue = "cover",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Fit fit = Fit.COVER;

    @Option(
            names = "--colours",
            defaultValue = "guess",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Colours colours = Colours.GUESS;

    @Option(
            names = "--wall",
            paramLabel = "FILE",
            description = "Write a PNG of up to 400 of the pictures, as training sees them.")
    private @Nullable Path wall;

    @Option(names = "--json", description = "As JSON, with every file name.")
    private boolean json;

    @Override
    public Integer call() {
        PictureOptions options =
                PictureOptions.GUESS.withFit(fit).withColours(colours).withBadShare(1);
        if (size != null) {
            options = options.withSize(size);
        }
        CommandLine command = spec.commandLine();
        Source<?> source = open(options, command.getErr());
        command.getOut().print(json ? Json.writeString(tree(source)) : text(source));
        command.getOut().flush();
        if (wall != null) {
            writeWall(source.set(), wall);
            command.getErr().println("wrote " + wall);
        }
        return 0;
    }

    private Source<?> open(PictureOptions options, PrintWriter err) {
        try (TerminalProgress progress = new TerminalProgress(err)) {
            return Source.open(data, options, progress);
        }
    }

    private static String text(Source<?> source) {
        if (source.set() instanceof PictureSet pictures) {
            return pictures.report().text();
        }
        Dataset<?> set = source.set();
        StringBuilder text = new StringBuilder();
        text.append("%s: %,d samples of %s%n".formatted(set.name(), set.size(), set.shape()));
        source.decisions().forEach(each -> text.append("  ").append(each).append('\n'));
        if (!set.classes().isEmpty()) {
            text.append("Classes (%d)%n".formatted(set.classes().size()));
            text.append("  ").append(some(set.classes())).append('\n');
        }
        return text.toString();
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN
                ? first
                : "%s and %,d more".formatted(first, names.size() - SHOWN);
    }

    private static Map<String, Object> tree(Source<?> source) {
        Dataset<?> set = source.set();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", set.name());
        tree.put("samples", set.size());
        tree.put(
                "shape",
                List.of(set.shape().channels(), set.shape().height(), set.shape().width()));
        tree.put("classes", set.classes());
        tree.put("fingerprint", set.fingerprint());
        tree.put("decisions", source.decisions());
        if (set instanceof PictureSet pictures) {
            add(tree, pictures.report());
        }
        return tree;
    }

    private static void add(Map<String, Object> tree, DataReport report) {
        tree.put("sizes", report.sizes());
        tree.put("modes", report.modes());
        tree.put("perClass", report.classes());
        tree.put("exactDuplicates", report.duplicates().exact());
        tree.put("nearDuplicates", report.duplicates().near());
        tree.put(
                "unreadable",
                report.unreadable().stream()
                        .map(each -> Map.of("name", each.name(), "reason", each.reason()))
                        .toList());
        tree.put("warnings", report.warnings());
    }

    private static void writeWall(Dataset<?> set, Path file) {
        int shown = Math.min(MOST_THUMBNAILS, set.size());
        int[] spread =
                IntStream.range(0, shown).map(i -> (int) ((long) i * set.size() / shown)).toArray();
        if (!(set.load(spread) instanceof RawPictures raw)) {
            throw new ConfigException(
                    "--wall: %s holds points, not pictures; leave it out".formatted(set.name()));
        }
        PictureGrid grid =
                PictureGrid.of(
                        raw.pixels(),
                        raw.count(),
                        raw.shape().channels(),
                        raw.shape().height(),
                        raw.shape().width());
        Png.write(file, grid.image(), List.of(new Png.Text("data", set.name())));
    }
}
