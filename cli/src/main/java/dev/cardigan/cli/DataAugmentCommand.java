package dev.cardigan.cli;

import dev.cardigan.augment.AdaptiveTransforms;
import dev.cardigan.augment.DifferentiableAugmentation;
import dev.cardigan.augment.DifferentiableAugmentation.Change;
import dev.cardigan.augment.Strengths;
import dev.cardigan.augment.Transform;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.report.Png;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows pictures as a discriminator sees them under augmentation. */
@Command(
        name = "augment-preview",
        description = {
            "Write a grid of pictures as a discriminator would see them under augmentation.",
            "",
            "Each row begins with a picture as it is; the others of the row are changes of it, drawn",
            "as training with '--set augment.diff=..' or '--set augment.ada.target=0.6' draws them.",
            "If you can no longer tell what a picture shows, neither can the discriminator.",
            "",
            "  cardigan data augment-preview mnist --diff colour,translation,cutout",
            "  cardigan data augment-preview my-pictures --ada 0.5"
        })
final class DataAugmentCommand implements Callable<Integer> {

    /** All pictures are changed at once, in several copies of four bytes a value. */
    private static final long MOST_VALUES = 20_000_000;

    private static final int LEAST_SIDE = 64;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DATA",
            description = "Folder, zip or IDX file, or a name that 'cardigan data list' shows.")
    private String data = "";

    @Option(
            names = "--diff",
            paramLabel = "CHANGE",
            split = ",",
            description = "DiffAugment: ${COMPLETION-CANDIDATES}, with commas between them.")
    private List<Change> diff = new ArrayList<>();

    @Option(
            names = "--ada",
            paramLabel = "P",
            description = "ADA: every transform with this probability, 0 to 1.")
    private Optional<Double> ada = Optional.empty();

    @Option(
            names = "--transforms",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which of ADA's transforms: ${COMPLETION-CANDIDATES}. Default: those up to SATURATION.")
    private List<Transform> transforms = new ArrayList<>(Transform.BLIT_GEOMETRY_COLOUR);

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Side of the pictures in pixels. Default: guessed.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "8",
            description = "Pictures shown. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--columns",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of each, itself and its changes. Default: ${DEFAULT-VALUE}.")
    private int columns;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The picture. Default: augmented.png, with a number where that exists.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        check();
        Engine.load(spec.commandLine().getErr()::println);
        PictureOptions options =
                size.map(PictureOptions.GUESS::withSize).orElse(PictureOptions.GUESS);
        Path file = out.orElseGet(() -> FreshPlace.unused(Path.of("augmented.png")));
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            write(Source.open(data, options, progress), file);
        }
        spec.commandLine().getOut().println(file);
        return 0;
    }

    private void check() {
        if (diff.isEmpty() && ada.isEmpty()) {
            throw new ConfigException(
                    "augment-preview: expected --diff or --ada, found neither; try --diff colour,translation,cutout or --ada 0.5");
        }
        if (ada.isPresent() && !(ada.get() >= 0 && ada.get() <= 1)) {
            throw new ConfigException("--ada: expected a number from 0 to 1, found " + ada.get());
        }
        if (rows < 1 || columns < 2) {
            throw new ConfigException(
                    "augment-preview: expected at least 1 row and 2 columns, found %d and %d"
                            .formatted(rows, columns));
        }
    }

    private <R> void write(Source<R> source, Path file) {
        SampleShape shape = source.set().shape();
        if (!shape.isPicture()) {
            throw new ConfigException(
                    data
                            + ": expected pictures, found samples of "
                            + shape
                            + "; choose other data");
        }
        int shown = Math.min(rows, source.set().size());
        requireRoom(shape, shown);
        int[] spread =
                IntStream.range(0, shown)
                        .map(i -> (int) ((long) i * source.set().size() / shown))
                        .toArray();
        byte[] pixels =
                Gradient.untracked(() -> Scope.tidy(() -> Sample.toBytes(grid(source, spread))));
        PictureGrid grid =
                PictureGrid.of(
                                pixels,
                                shown * columns,
                                shape.channels(),
                                shape.height(),
                                shape.width())
                        .withColumns(columns)
                        .withPicturesOfAtLeast(LEAST_SIDE);
        Png.write(
                SampleJob.inFolder(file),
                grid.image(),
                List.of(
                        new Png.Text("data", source.set().name()),
                        new Png.Text("augmentation", "diff " + diff + ", ada " + ada),
                        new Png.Text("seed", Long.toString(seed))));
    }

    private void requireRoom(SampleShape shape, long shown) {
        long height = Math.max(LEAST_SIDE, shape.height());
        long width = Math.max(LEAST_SIDE, shape.width());
        long most = MOST_VALUES / (shape.channels() * height * width);
        if (shown * columns > most) {
            throw new ConfigException(
                    "augment-preview: expected rows times columns of at most %,d, found %,d times %,d; pass a smaller --rows or --columns"
                            .formatted(most, shown, columns));
        }
    }

    /** Of each picture itself and its changes, row by row. */
    private <R> Tensor grid(Source<R> source, int[] indices) {
        Tensor real = source.toSample().apply(source.set().load(indices), Device.CPU).real();
        long[] row = real.shape();
        row[0] = row[0] * columns;
        Tensor many = real.unsqueeze(1).repeat(1, columns, 1, 1, 1).reshape(row);
        Tensor changed = changed(many);
        float[] keep = new float[(int) row[0]];
        IntStream.range(0, keep.length).filter(i -> i % columns == 0).forEach(i -> keep[i] = 1);
        Tensor plain = Tensor.of(keep, keep.length, 1, 1, 1);
        return changed.add(many.sub(changed).mul(plain));
    }

    private Tensor changed(Tensor pictures) {
        Tensor changed = pictures;
        Randomness randomness = new Randomness(seed);
        if (!diff.isEmpty()) {
            changed =
                    new DifferentiableAugmentation(diff)
                            .apply(changed, randomness.stream("augment"));
        }
        if (ada.isPresent()) {
            changed =
                    AdaptiveTransforms.of(transforms, Strengths.PAPER)
                            .apply(changed, ada.get(), randomness.stream("augment/ada"));
        }
        return changed;
    }
}
