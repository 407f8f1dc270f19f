package dev.cardigan.cli;

import dev.cardigan.data.Fit;
import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Projector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the code of a picture. */
@Command(
        name = "project",
        description = {
            "Find the code from which the generator draws a picture of yours, by descent as in StyleGAN2 (Karras et al. 2020, appendix D).",
            "",
            "In w all layers share one style: the nearest picture that the generator would draw anyway. In w+ each layer has its own: nearer to yours, further from its samples. Generators without styles are searched in z, from the nearest of many samples.",
            "Writes the picture beside yours, the code as .npy (for 'latent edit --codes', in z for 'sample --latents') and the distance at every step."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent project me.png",
            "  cardigan latent project latest me.png --space w+ --extractor auto",
            "  cardigan latent project dcgan-001 seven.png --steps 300 --distance pixels"
        })
final class LatentProjectCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    enum By {
        BOTH,
        FEATURES,
        PIXELS
    }

    @Parameters(
            index = "1",
            arity = "0..1",
            hideParamSyntax = true, // it is RUN that may be left out
            paramLabel = "PICTURE",
            description = "A picture of any size; it is brought to the run's.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--space",
            paramLabel = "w|w+|z",
            description = "Where the code lies. Default: w where there are styles, else z.")
    private Optional<String> space = Optional.empty();

    @Option(
            names = "--steps",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Of descent. Default: ${DEFAULT-VALUE}.")
    private int steps = 1000;

    @Option(
            names = "--distance",
            defaultValue = "both",
            paramLabel = "both|features|pixels",
            description =
                    "What is made small: what an extractor sees, the mean squared pixel, or their sum. Default: ${DEFAULT-VALUE}.")
    private By by = By.BOTH;

    @Option(
            names = "--pixel-weight",
            defaultValue = "1",
            paramLabel = "X",
            description = "Weight of the pixels in both. Default: ${DEFAULT-VALUE}.")
    private double pixelWeight = 1;

    @Option(
            names = "--extractor",
            defaultValue = "random",
            paramLabel = "random|auto|FILE",
            description =
                    "What sees features: random weights, which see edges and strokes; auto, a classifier trained on the run's labelled data; a file of 'measure train-extractor'; inception:FILE. Default: ${DEFAULT-VALUE}.")
    private String extractor = "random";

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Of which mean and spread are taken in w (default 10000), or of which the nearest is begun with in z (default 512).")
    private Optional<Integer> samples = Optional.empty();

    @Option(
            names = "--fit",
            paramLabel = ReadingOptions.FITS,
            defaultValue = "cover",
            description = ReadingOptions.FIT + " Default: ${DEFAULT-VALUE}.")
    private Fit fit = Fit.COVER;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of samples and noise. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Override
    public Integer call() {
        if (!(pixelWeight > 0) || samples.orElse(2) < 2) {
            throw new ConfigException(
                    "latent project: expected --pixel-weight above 0 and --samples of at least 2, found %s and %d"
                            .formatted(pixelWeight, samples.orElse(2)));
        }
        Projector projector = Projector.PAPER.withSteps(steps);
        try (LatentBench bench = bench()) {
            String own = bench.space().name();
            String where = space.orElse(own);
            if (!where.equals(own) && !(own.equals("w") && where.equals("w+"))) {
                throw new ConfigException(
                        "--space: expected %s of this run, found '%s'"
                                .formatted(own.equals("w") ? "w or w+" : "z", where));
            }
            new Projection(
                            bench,
                            where.equals("w+") ? projector.inEveryLayer() : projector,
                            where,
                            picture.orElseGet(() -> Path.of(options.run())),
                            fit,
                            samples.orElse(own.equals("w") ? Projector.SAMPLES : 512),
                            seed)
                    .run(by, pixelWeight, extractor);
            return bench.done();
        }
    }

    /** A single word is the picture, as RUN may be left out. */
    private LatentBench bench() {
        if (picture.isPresent()) {
            return options.open(spec);
        }
        if (spec.commandLine().getParseResult().matchedPositionals().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "missing a picture: cardigan latent project [RUN] PICTURE");
        }
        return options.open(spec, Optional.empty(), RunFinder.LATEST);
    }
}
