package dev.cardigan.data;

import dev.cardigan.data.Resampler.Window;
import java.io.UncheckedIOException;

/** How a picture of any size becomes one of the wanted size. */
public enum Fit {
    /** Scales the shorter side and keeps the middle; nothing is distorted, the ends are lost. */
    COVER,
    /** Scales the longer side and fills up with white; nothing is lost or distorted. */
    CONTAIN,
    /** Scales both sides on their own; nothing is lost, shapes are distorted. */
    STRETCH;

    /** A strip of more, scaled by its shorter side, would fill the memory. */
    private static final int MOST_PROPORTION = 32;

    Pixels apply(Pixels picture, int width, int height) {
        return switch (this) {
            case COVER -> Resampler.resize(picture, middle(picture, width, height), width, height);
            case CONTAIN -> contain(picture, width, height);
            case STRETCH -> Resampler.resize(picture, Window.all(picture), width, height);
        };
    }

    /**
     * Scaled by the shorter side, which becomes {@code side}; proportions and ends are kept.
     *
     * @throws UncheckedIOException if it would become many times as long as wide
     */
    static Pixels shorterSide(Pixels picture, int side) {
        int shorter = Math.min(picture.width(), picture.height());
        int longer = Math.max(picture.width(), picture.height());
        if (longer / shorter > MOST_PROPORTION) {
            throw new UncheckedIOException(
                    new UnreadablePictureException(
                            "%dx%d, expected at most %d times as long as wide"
                                    .formatted(
                                            picture.width(), picture.height(), MOST_PROPORTION)));
        }
        double scale = side / (double) shorter;
        int width = (int) Math.max(side, Math.round(picture.width() * scale));
        int height = (int) Math.max(side, Math.round(picture.height() * scale));
        return Resampler.resize(picture, Window.all(picture), width, height);
    }

    /** In words, for the list of decisions. */
    String inWords() {
        return switch (this) {
            case COVER -> "scaled by the shorter side and cropped to the middle";
            case CONTAIN -> "scaled by the longer side and padded with white";
            case STRETCH -> "stretched";
        };
    }

    /** The largest part in the middle that has the wanted proportions. */
    private static Window middle(Pixels picture, int width, int height) {
        double scale =
                Math.min(picture.width() / (double) width, picture.height() / (double) height);
        double partWidth = width * scale;
        double partHeight = height * scale;
        return new Window(
                (picture.width() - partWidth) / 2,
                (picture.height() - partHeight) / 2,
                partWidth,
                partHeight);
    }

    private static Pixels contain(Pixels picture, int width, int height) {
        double scale =
                Math.min(width / (double) picture.width(), height / (double) picture.height());
        int innerWidth = (int) Math.max(1, Math.round(picture.width() * scale));
        int innerHeight = (int) Math.max(1, Math.round(picture.height() * scale));
        Pixels inner = Resampler.resize(picture, Window.all(picture), innerWidth, innerHeight);
        return Pixels.white(width, height, picture.channels())
                .with(inner, (width - innerWidth) / 2, (height - innerHeight) / 2);
    }
}
