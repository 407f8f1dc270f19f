package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import java.util.OptionalInt;

/**
 * How to read pictures. Start from {@link #GUESS} and change what you know better.
 *
 * @param size side of the square the pictures become, in pixels; empty to guess
 * @param largestGuess the guess for the side never goes above this
 * @param colours one channel, three, or guessed
 * @param fit how pictures of other proportions are made to fit
 * @param cacheBytes decoded pictures stay in memory if all together take no more than this
 * @param badShare how large a share of unreadable files is put up with, 0 to 1
 * @param threads how many threads decode
 * @param limits what one file may ask for
 * @param zipLimits what a zip may ask for
 */
public record PictureOptions(
        OptionalInt size,
        int largestGuess,
        Colours colours,
        Fit fit,
        long cacheBytes,
        double badShare,
        int threads,
        PictureLimits limits,
        ZipLimits zipLimits) {

    /** The smallest side that is guessed. */
    public static final int SMALLEST_GUESS = 16;

    /** The largest side of a picture for training. */
    public static final int LARGEST_SIZE = 4096;

    private static final int MOST_THREADS = 256;

    /**
     * Everything guessed, at most 64 pixels a side; a quarter of the heap for decoded pictures; up
     * to 5 % unreadable files put up with; all processors.
     */
    public static final PictureOptions GUESS =
            new PictureOptions(
                    OptionalInt.empty(),
                    64,
                    Colours.GUESS,
                    Fit.COVER,
                    Runtime.getRuntime().maxMemory() / 4,
                    0.05,
                    Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
                    PictureLimits.DEFAULT,
                    ZipLimits.DEFAULT);

    /**
     * @throws ConfigException if a number is out of range
     */
    public PictureOptions {
        Require.between("size", 1, LARGEST_SIZE, size.orElse(1));
        if (largestGuess < SMALLEST_GUESS) {
            throw new ConfigException(
                    "largestGuess: expected at least %d, found %d"
                            .formatted(SMALLEST_GUESS, largestGuess));
        }
        Require.notNegative("cacheBytes", cacheBytes);
        Require.share("badShare", badShare);
        Require.between("threads", 1, MOST_THREADS, threads);
    }

    public PictureOptions withSize(int side) {
        return with(OptionalInt.of(side), largestGuess, colours, fit);
    }

    PictureOptions withLargestGuess(int side) {
        return with(size, side, colours, fit);
    }

    public PictureOptions withColours(Colours wanted) {
        return with(size, largestGuess, wanted, fit);
    }

    public PictureOptions withFit(Fit wanted) {
        return with(size, largestGuess, colours, wanted);
    }

    public PictureOptions withCacheBytes(long bytes) {
        return new PictureOptions(
                size, largestGuess, colours, fit, bytes, badShare, threads, limits, zipLimits);
    }

    public PictureOptions withBadShare(double share) {
        return new PictureOptions(
                size, largestGuess, colours, fit, cacheBytes, share, threads, limits, zipLimits);
    }

    PictureOptions withThreads(int count) {
        return new PictureOptions(
                size, largestGuess, colours, fit, cacheBytes, badShare, count, limits, zipLimits);
    }

    PictureOptions withLimits(PictureLimits each, ZipLimits archive) {
        return new PictureOptions(
                size, largestGuess, colours, fit, cacheBytes, badShare, threads, each, archive);
    }

    private PictureOptions with(OptionalInt side, int guess, Colours channels, Fit fitting) {
        return new PictureOptions(
                side, guess, channels, fitting, cacheBytes, badShare, threads, limits, zipLimits);
    }
}
