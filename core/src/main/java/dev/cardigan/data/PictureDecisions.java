package dev.cardigan.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts what was decided about a set of pictures into sentences. */
final class PictureDecisions {

    private final String location;
    private final List<String> sentences = new ArrayList<>();

    PictureDecisions(String location) {
        this.location = location;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    void say(String sentence) {
        sentences.add(sentence);
    }

    private void say(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }

    void askedSize(int side) {
        say("Pictures become %dx%d, as asked.", side, side);
    }

    void guessedSize(int side, int median, int largest) {
        if (median < side) {
            say(
                    "Pictures become %dx%d, the smallest size that is guessed; the median shorter side is only %d.",
                    side, side, median);
            return;
        }
        say(
                "Pictures become %dx%d: the median shorter side is %d, and this is the nearest power of two at or below it%s.",
                side,
                side,
                median,
                median >= 2 * largest ? " and the largest guess; ask for a size to get more" : "");
    }

    void found(int good, int bad, List<String> others) {
        sentences.add(
                0, String.format(Locale.ROOT, "Found %,d good pictures in %s.", good, location));
        if (bad > 0) {
            say("Left out because they cannot be read as pictures: %,d.", bad);
        }
        if (!others.isEmpty()) {
            int shown = Math.min(3, others.size());
            say(
                    "Ignored because they are no pictures: %,d (%s%s).",
                    others.size(),
                    String.join(", ", others.subList(0, shown)),
                    shown < others.size() ? ", ..." : "");
        }
    }

    void fit(List<PictureFacts> facts, int side, Fit fit) {
        long others =
                facts.stream()
                        .filter(each -> each.width() != side || each.height() != side)
                        .count();
        if (others > 0) {
            say("Pictures of another size: %,d; they are %s.", others, fit.inWords());
        }
    }

    void colours(Colours asked, SampleShape shape, int good, int coloured) {
        String channels = shape.channels() == 1 ? "one grey channel" : "three channels (RGB)";
        if (asked != Colours.GUESS) {
            say("Pictures get %s, as asked.", channels);
            return;
        }
        say("Pictures get %s: %,d of %,d have colour in them.", channels, coloured, good);
    }

    void cache(boolean isKept, long bytes, long budget) {
        double megabyte = 1 << 20;
        if (isKept) {
            say(
                    "Decoded pictures take %.1f MB and stay in memory (budget %.0f MB).",
                    bytes / megabyte, budget / megabyte);
            return;
        }
        say(
                "Decoded pictures take %.1f MB, more than the budget of %.0f MB, so each batch decodes its own.",
                bytes / megabyte, budget / megabyte);
    }
}
