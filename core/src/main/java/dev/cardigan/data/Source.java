package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A data set as a user names it, ready to become batches.
 *
 * @param <R> raw batches in Java memory
 * @param set the samples
 * @param toSample from a raw batch to tensors on a device
 * @param toTwo from a raw batch to what an {@link Intake} makes batches of
 * @param decisions what was guessed or decided while opening, one sentence each
 */
public record Source<R>(
        Dataset<R> set,
        BiFunction<R, Device, Sample> toSample,
        BiFunction<R, Device, Two> toTwo,
        List<String> decisions) {

    /** Before two kinds of pictures: exchanges the two. */
    public static final String SWAPPED = "swapped:";

    private static final String BUILTIN = "builtin:";
    private static final int DIGIT_SIDE = 32;

    /** Two tensors; what they are is said by {@link Intake.Kind}. */
    public record Two(Tensor first, Tensor second) {}

    /** Samples and their classes. */
    public Source(Dataset<R> set, BiFunction<R, Device, Sample> toSample, List<String> decisions) {
        this(
                set,
                toSample,
                (raw, device) -> {
                    Sample sample = toSample.apply(raw, device);
                    return new Two(sample.real(), sample.classes());
                },
                decisions);
    }

    /** A raw batch as that of a GAN. */
    public <B> B batch(Intake<B> intake, R raw, Device device) {
        Two two = toTwo.apply(raw, device);
        return intake.batch().apply(two.first(), two.second());
    }

    /**
     * Opens data of the kind that a GAN takes.
     *
     * @param seed what crops and mirror images are drawn from
     * @throws dev.cardigan.error.DataException if it is not of that kind or cannot be read
     */
    public static Source<?> open(
            Intake.Kind kind, String text, PictureOptions options, long seed, Progress progress) {
        return switch (kind) {
            case SAMPLES, LABELLED -> open(text, options, progress);
            case CROPS -> crops(text, options, seed, progress);
            case UNPAIRED ->
                    text.equals(Digits.NAME)
                            ? pairs(DigitPairs.unpaired(side(options)), List.of())
                            : unpaired(UnpairedSet.open(text, options, seed, progress));
            case PAIRED ->
                    text.equals(Digits.NAME)
                            ? pairs(DigitPairs.paired(side(options)), List.of())
                            : paired(PairedSet.open(text, options, seed, progress));
        };
    }

    /** Crops of a folder or zip; other data has pictures of one size, which are taken whole. */
    private static Source<?> crops(
            String text, PictureOptions options, long seed, Progress progress) {
        Path path = Path.of(text);
        if (text.startsWith(BUILTIN) || !Files.exists(path)) {
            return open(text, options, progress);
        }
        Optional<PictureFiles> files = Pictures.files(path, options);
        if (files.isEmpty()) {
            return open(text, options, progress);
        }
        CropSet set = CropSet.open(files.get(), options, seed, progress);
        return new Source<>(set, Sample::of, set.decisions());
    }

    private static Source<?> unpaired(UnpairedSet set) {
        return pairs(set, set.decisions());
    }

    private static Source<?> paired(PairedSet set) {
        return pairs(set, set.decisions());
    }

    /** Pairs; as samples, what is to be made. */
    public static Source<RawPairs> pairs(Dataset<RawPairs> set, List<String> decisions) {
        return new Source<>(
                set,
                (raw, device) -> Sample.of(raw.second(), device),
                (raw, device) ->
                        new Two(
                                Sample.of(raw.first(), device).real(),
                                Sample.of(raw.second(), device).real()),
                decisions);
    }

    private static int side(PictureOptions options) {
        return options.size().orElse(DIGIT_SIDE);
    }

    /**
     * Opens {@code builtin:digits}, {@code builtin:ring8} and the other built-in sets, a set to
     * download by name ({@code mnist}), a folder, zip or IDX file, or {@code stacked:} before any
     * of these with pictures of classes.
     *
     * @throws dev.cardigan.error.DataException if it is none of these or cannot be read
     */
    public static Source<?> open(String text, PictureOptions options, Progress progress) {
        if (text.startsWith(StackedSet.PREFIX)) {
            return stacked(text.substring(StackedSet.PREFIX.length()), options, progress);
        }
        if (Toy2d.NAMES.stream().anyMatch(name -> text.equals(BUILTIN + name))) {
            return new Source<>(Toy2d.of(text, 0), Sample::of, List.of());
        }
        return pictures(text, options, progress);
    }

    private static Source<RawPictures> stacked(
            String single, PictureOptions options, Progress progress) {
        Source<RawPictures> source = pictures(single, options.withColours(Colours.GREY), progress);
        return new Source<>(new StackedSet(source.set()), Sample::of, source.decisions());
    }

    private static Source<RawPictures> pictures(
            String text, PictureOptions options, Progress progress) {
        if (text.equals(Digits.NAME)) {
            int side = side(options);
            return new Source<>(
                    Digits.of(side), Sample::of, List.of("Drew 12,000 digits of " + side + " px."));
        }
        if (text.startsWith(BUILTIN)) {
            throw noPictures(text);
        }
        Optional<Path> downloaded =
                DownloadSet.names().contains(text) && !Path.of(text).toFile().exists()
                        ? Optional.of(Download.inHome().fetch(text, progress))
                        : Optional.empty();
        PictureSet set =
                Pictures.open(downloaded.orElseGet(() -> Path.of(text)), options, progress);
        return new Source<>(set, Sample::of, set.decisions());
    }

    private static ConfigException noPictures(String text) {
        List<String> names = Toy2d.NAMES.stream().map(name -> BUILTIN + name).toList();
        if (names.contains(text)) {
            return new ConfigException(
                    "%s: expected pictures, found points; give %s, a folder of pictures or a set by name"
                            .formatted(text, Digits.NAME));
        }
        return new ConfigException(
                "%s: no such data is built in; expected %s or one of %s"
                        .formatted(text, Digits.NAME, String.join(", ", names)));
    }
}
