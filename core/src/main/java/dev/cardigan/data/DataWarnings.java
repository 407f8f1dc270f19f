package dev.cardigan.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says in plain words what about a set of pictures may spoil training. */
final class DataWarnings {

    /**
     * Below this, generators tend to repeat single pictures (Karras et al. 2020, ADA, figure 1).
     */
    private static final int FEW = 1000;

    /** Largest class over smallest. */
    private static final int UNBALANCED = 5;

    /** Largest shorter side over smallest: beyond it some pictures are much blurrier. */
    private static final int MIXED = 4;

    private final int pictures;
    private final List<String> sentences = new ArrayList<>();

    DataWarnings(int pictures) {
        this.pictures = pictures;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    private void say(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }

    void number() {
        few(pictures).ifPresent(sentences::add);
    }

    /** A sentence where there are too few to learn from. */
    static Optional<String> few(int pictures) {
        return pictures >= FEW
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "Only %,d %s: the networks will soon know them by heart. Collect more (%,d or more is usual), or train with augmentation.",
                                pictures,
                                pictures == 1 ? "picture" : "pictures",
                                FEW));
    }

    void classes(Map<String, Integer> counts) {
        if (counts.size() < 2) {
            return;
        }
        int most = Collections.max(counts.values());
        int least = Collections.min(counts.values());
        if (most > (long) UNBALANCED * least) {
            say(
                    "The classes are unbalanced: the largest has %,d pictures, the smallest %,d. Small classes will look worse.",
                    most, least);
        }
    }

    void sizes(List<PictureFacts> facts) {
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (PictureFacts each : facts) {
            int shorter = Math.min(each.width(), each.height());
            most = Math.max(most, shorter);
            least = Math.min(least, shorter);
        }
        if (!facts.isEmpty() && most > (long) MIXED * least) {
            say(
                    "The sizes are mixed: shorter sides run from %,d to %,d pixels. The small ones will be blurry, and the networks learn that too.",
                    least, most);
        }
    }

    void duplicates(Duplicates duplicates) {
        int extra = duplicates.exact().stream().mapToInt(List::size).sum();
        extra -= duplicates.exact().size();
        if (extra == 1) {
            say("One picture is an exact copy of another; it counts twice in training.");
        } else if (extra > 1) {
            say(
                    "%,d pictures are exact copies of others; they count twice in training. Remove them unless that is meant.",
                    extra);
        }
        int alike = duplicates.near().stream().mapToInt(List::size).sum();
        if (alike > 0) {
            say("%,d pictures look almost the same as another one.", alike);
        }
    }

    void unreadable(int count) {
        if (count == 1) {
            say("One file cannot be read and is left out; it is listed with its reason.");
        } else if (count > 1) {
            say("%,d files cannot be read and are left out; they are listed with reasons.", count);
        }
    }
}
