package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pairs as published sets have them: two pictures of one size in one file, side by side. */
final class SideBySide {

    /** Wider pictures than this are taken for two; a photograph has 1.5, a wide screen 1.78. */
    private static final double LEAST_PROPORTION = 1.9;

    private SideBySide() {}

    /**
     * @throws DataException if a picture is no wider than a single one
     */
    static PairedSet open(String text, PictureOptions options, long seed, Progress progress) {
        Path path = Path.of(TwoKinds.plain(text));
        PictureFiles files =
                Pictures.files(path, options)
                        .orElseThrow(
                                () ->
                                        new DataException(
                                                path
                                                        + ": IDX files hold no pairs. Give FIRST,SECOND, or side-by-side pictures"));
        PictureScan scan = new PictureScan(files, options, progress);
        int side = LoadSide.guessed(options, scan);
        int load = LoadSide.of(side);
        PictureOptions half = options.withCacheBytes(options.cacheBytes() / 2);
        boolean swapped = TwoKinds.isSwapped(text);
        PictureStore first =
                PictureStore.of(files, scan, half, fitted(options, load, swapped ? 1 : 0));
        PictureScan again = new PictureScan(files, options, Progress.SILENT);
        PictureStore second =
                PictureStore.of(files, again, half, fitted(options, load, swapped ? 0 : 1));
        requireWide(path, first);
        int channels = Math.max(first.channels(), second.channels());
        return PairedSet.ofHalves(
                text, List.of(first, second), new SampleShape(channels, side, side), seed);
    }

    private static UnaryOperator<Pixels> fitted(PictureOptions options, int load, int half) {
        return full -> options.fit().apply(half(full, half), load, load);
    }

    private static Pixels half(Pixels full, int which) {
        int width = Math.max(1, full.width() / 2);
        int left = which == 0 ? 0 : full.width() - width;
        return Resampler.resize(
                full, new Resampler.Window(left, 0, width, full.height()), width, full.height());
    }

    private static void requireWide(Path path, PictureStore store) {
        for (PictureFacts facts : store.facts()) {
            if (facts.width() < LEAST_PROPORTION * facts.height()) {
                throw new DataException(
                        "%s: expected pairs, found neither two folders nor side-by-side pictures: %s is %dx%d, expected twice as wide as high. Give FIRST,SECOND, or make pairs with 'cardigan data pairs'"
                                .formatted(path, facts.name(), facts.width(), facts.height()));
            }
        }
    }
}
