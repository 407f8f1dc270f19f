package dev.cardigan.data;

import dev.cardigan.tensor.Device;
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
 * @param decisions what was guessed or decided while opening, one sentence each
 */
public record Source<R>(
        Dataset<R> set, BiFunction<R, Device, Sample> toSample, List<String> decisions) {

    private static final String BUILTIN = "builtin:";
    private static final int DIGIT_SIDE = 32;

    /**
     * Opens {@code builtin:digits}, {@code builtin:ring8} and the other built-in sets, a set to
     * download by name ({@code mnist}), or a folder, zip or IDX file.
     *
     * @throws dev.cardigan.error.DataException if it is none of these or cannot be read
     */
    public static Source<?> open(String text, PictureOptions options, Progress progress) {
        if (text.startsWith(BUILTIN)) {
            return builtin(text, options);
        }
        Optional<Path> downloaded =
                DownloadSet.names().contains(text) && !Path.of(text).toFile().exists()
                        ? Optional.of(Download.inHome().fetch(text, progress))
                        : Optional.empty();
        PictureSet set =
                Pictures.open(downloaded.orElseGet(() -> Path.of(text)), options, progress);
        return new Source<>(set, Sample::of, set.decisions());
    }

    private static Source<?> builtin(String text, PictureOptions options) {
        if (text.equals(Digits.NAME)) {
            int side = options.size().orElse(DIGIT_SIDE);
            return new Source<>(
                    Digits.of(side), Sample::of, List.of("Drew 12,000 digits of " + side + " px."));
        }
        return new Source<>(Toy2d.of(text, 0), Sample::of, List.of());
    }
}
