package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Layers;
import dev.cardigan.latent.Separation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds directions that mean something. */
@Command(
        name = "directions",
        description = {
            "Find directions in which pictures change in one way, show them, and keep them in a file for 'latent edit'.",
            "",
            "sefa    what the layers that read a code listen to most (SeFa, Shen and Zhou 2021)",
            "pca     along which codes vary most (GANSpace, Harkonen et al. 2020)",
            "labels  what separates the codes of a class from those of all others, as told by a classifier or by the run's own classes",
            "",
            "A row is a direction, a column a strength; one unit of strength is one standard deviation of the codes along it."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent directions latest --method sefa --layers 0-3",
            "  cardigan latent directions latest --method pca --count 10 --strength 2",
            "  cardigan latent directions latest --method labels --extractor auto",
            "  cardigan latent directions latest --method labels --between 3,8 --extractor net.safetensors"
        })
final class LatentDirectionsCommand implements Callable<Integer> {

    private static final int FEWEST_SAMPLES = 100;
    private static final int MOST_SAMPLES = 1_000_000;

    /** More cannot be told apart. */
    private static final int MOST_COLUMNS = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Mixin private TruncationOption truncation = new TruncationOption();

    enum Method {
        SEFA,
        PCA,
        LABELS
    }

    @Option(
            names = "--method",
            defaultValue = "sefa",
            paramLabel = "sefa|pca|labels",
            description = "How they are found. Default: ${DEFAULT-VALUE}.")
    private Method method = Method.SEFA;

    @Option(
            names = "--count",
            defaultValue = "8",
            paramLabel = "N",
            description = "How many, of sefa and pca. Default: ${DEFAULT-VALUE}.")
    private int count = 8;

    @Option(
            names = "--layers",
            paramLabel = "A-B",
            description =
                    "Layers that are read by sefa and moved by all; 0 is the coarsest. Default: all.")
    private Optional<String> layers = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Codes that are looked at. Default: 10000, or 2000 for labels, whose pictures are drawn.")
    private Optional<Integer> samples = Optional.empty();

    @Option(
            names = "--extractor",
            paramLabel = "auto|FILE",
            description =
                    "For labels: the classifier. auto trains one on the run's labelled data unless that was done before. Default: the run's own classes where it has styles and classes, else auto.")
    private Optional<String> extractor = Optional.empty();

    @Option(
            names = "--between",
            split = ",",
            paramLabel = "A,B",
            description = "For labels: one direction from class A to class B.")
    private List<String> between = List.of();

    @Option(
            names = "--plane",
            defaultValue = "logistic",
            paramLabel = "logistic|mean",
            description =
                    "For labels: logistic regression, or the difference of the means. Default: ${DEFAULT-VALUE}.")
    private Separation.Plane plane = Separation.Plane.LOGISTIC;

    @Option(
            names = "--strength",
            defaultValue = "3",
            paramLabel = "S",
            description = "Columns go from -S to S. Default: ${DEFAULT-VALUE}.")
    private double strength = 3;

    @Option(
            names = "--columns",
            defaultValue = "7",
            paramLabel = "N",
            description = "How many, at least 2. Default: ${DEFAULT-VALUE}.")
    private int columns = 7;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description =
                    "Of the picture that is changed, and of the samples. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Where the directions go, as safetensors. Default: beside the picture.")
    private Optional<Path> save = Optional.empty();

    @Override
    public Integer call() {
        int looked = samples.orElse(method == Method.LABELS ? 2000 : 10_000);
        Require.between("--columns", 2, MOST_COLUMNS, columns);
        Require.moreThanZero("--strength", strength);
        Require.between("--samples", FEWEST_SAMPLES, MOST_SAMPLES, looked);
        if (method != Method.LABELS && (!between.isEmpty() || extractor.isPresent())) {
            throw new ConfigException(
                    "%s: expected --method labels beside it, found --method %s"
                            .formatted(
                                    between.isEmpty() ? "--extractor" : "--between",
                                    method.name().toLowerCase(Locale.ROOT)));
        }
        try (LatentBench bench = options.open(spec, truncation.psi())) {
            int all = bench.space().layers();
            Layers moved = layers.map(text -> Layers.parse(text, all)).orElse(Layers.all(all));
            Directions found = found(bench, new DirectionFinding(bench, seed, looked, moved));
            String name = method.name().toLowerCase(Locale.ROOT);
            Path picture = bench.picture("directions-" + name);
            show(bench, found, picture);
            Path file =
                    save.orElseGet(
                            () ->
                                    picture.resolveSibling(
                                            picture.getFileName()
                                                            .toString()
                                                            .replaceFirst("\\.png$", "")
                                                    + ".safetensors"));
            found.write(SampleJob.inFolder(file));
            bench.wrote(file);
            tell(bench, found);
            return bench.done();
        }
    }

    private Directions found(LatentBench bench, DirectionFinding finding) {
        return switch (method) {
            case SEFA -> bench.drawing(() -> finding.sefa(count));
            case PCA -> bench.drawing(() -> finding.pca(count));
            case LABELS ->
                    new LabelledDirections(bench, finding, extractor, between, plane).found();
        };
    }

    private void show(LatentBench bench, Directions found, Path picture) {
        List<Double> strengths = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            double at = strength * (2.0 * i / (columns - 1) - 1);
            strengths.add(at);
            heads.add(LatentEdit.inWords(at));
        }
        Codes codes =
                bench.drawing(
                        () -> {
                            int[] classes = bench.classes(1);
                            return LatentEdit.rows(
                                    bench,
                                    bench.codes(List.of(seed), classes),
                                    classes,
                                    found,
                                    strengths);
                        });
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("method", found.method());
        settings.put("moved layers", found.layers().toString());
        settings.put("strengths", strengths);
        bench.write(
                picture,
                Sheet.of(codes, columns).labelled(found.names(), heads),
                "directions",
                Long.toString(seed),
                settings);
    }

    private static void tell(LatentBench bench, Directions found) {
        String what = found.method().equals("labels") ? "accuracy" : "share";
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < found.count(); i++) {
            line.append(i == 0 ? "" : ", ")
                    .append(found.names().get(i))
                    .append(" (")
                    .append(String.format(Locale.ROOT, "%.1f %%", 100 * found.merits()[i]))
                    .append(')');
        }
        bench.say("directions by " + found.method() + ", with their " + what, line.toString());
    }
}
