package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.time.Duration;

/** What the animated formats check in the same way. */
final class Animation {

    private Animation() {}

    /** Frame delay in whole parts of a second, as the formats count it. */
    static int delay(String format, Duration delay, int partsOfASecond, int most) {
        long parts = Math.round(delay.toNanos() * 1e-9 * partsOfASecond);
        if (parts < 1 || parts > most) {
            throw new DataException(
                    format
                            + ": expected a frame delay of 1 to "
                            + most
                            + " parts of 1/"
                            + partsOfASecond
                            + " s, found "
                            + delay.toMillis()
                            + " ms.");
        }
        return (int) parts;
    }

    static void requireFrames(String format, int frames) {
        if (frames == 0) {
            throw new DataException(
                    format
                            + ": expected at least 1 frame, found 0; train until a sample is saved.");
        }
    }

    static void requireSameSize(String format, int frame, Pixels first, Pixels pixels) {
        if (first.width() == pixels.width() && first.height() == pixels.height()) {
            return;
        }
        throw new DataException(
                format
                        + ": expected frames of one size, "
                        + first.width()
                        + "x"
                        + first.height()
                        + ", found "
                        + pixels.width()
                        + "x"
                        + pixels.height()
                        + " in frame "
                        + frame
                        + "; leave out the samples of the other size.");
    }
}
