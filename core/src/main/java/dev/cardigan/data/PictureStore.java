package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The good pictures of a folder or zip, each brought to a size. Decoded pictures stay in memory if
 * they fit the budget; else each is decoded anew, and a file that has changed since is refused.
 */
final class PictureStore {

    private static final int UNREADABLE_SHOWN = 3;

    private final PictureFiles files;
    private final PictureOptions options;
    private final UnaryOperator<Pixels> fitting;
    private final List<PictureFiles.Entry> entries = new ArrayList<>();
    private final List<PictureFacts> facts = new ArrayList<>();
    private final List<Pixels> kept = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private long bytes;
    private int coloured;

    private PictureStore(
            PictureFiles files, PictureOptions options, UnaryOperator<Pixels> fitting) {
        this.files = files;
        this.options = options;
        this.fitting = fitting;
    }

    /**
     * Decodes every picture once, so all bad files are known before training starts.
     *
     * @param fitting brings a picture to the size it is kept in
     * @throws DataException if too many cannot be read
     */
    static PictureStore of(
            PictureFiles files,
            PictureScan scan,
            PictureOptions options,
            UnaryOperator<Pixels> fitting) {
        PictureStore store = new PictureStore(files, options, fitting);
        scan.decode(fitting, store::add);
        scan.checkShare(store.facts.size());
        store.unreadable.addAll(scan.unreadable());
        return store;
    }

    private void add(PictureScan.Scanned scanned) {
        entries.add(scanned.entry());
        facts.add(scanned.facts());
        coloured += scanned.isGrey() ? 0 : 1;
        bytes += scanned.pixels().values().length;
        if (isCached()) {
            kept.add(scanned.pixels());
        } else {
            kept.clear();
        }
    }

    /** Which files gave no picture and why, the first few by name; empty where all did. */
    Optional<String> leftOut() {
        if (unreadable.isEmpty()) {
            return Optional.empty();
        }
        List<String> shown =
                unreadable.stream().limit(UNREADABLE_SHOWN).map(Unreadable::toString).toList();
        return Optional.of(
                "Left out of %s because they cannot be read as pictures: %,d (%s%s)."
                        .formatted(
                                files.location(),
                                unreadable.size(),
                                String.join("; ", shown),
                                shown.size() < unreadable.size() ? "; ..." : ""));
    }

    /** Whether all decoded pictures are in memory. */
    boolean isCached() {
        return bytes <= options.cacheBytes();
    }

    /** What all decoded pictures take. */
    long bytes() {
        return bytes;
    }

    /** How many have colour in them. */
    int coloured() {
        return coloured;
    }

    int size() {
        return facts.size();
    }

    List<PictureFacts> facts() {
        return facts;
    }

    /** The channels that the options and the content ask for. */
    int channels() {
        return switch (options.colours()) {
            case GREY -> 1;
            case RGB -> 3;
            case GUESS -> coloured == 0 ? 1 : 3;
        };
    }

    /**
     * A picture, in the size it is kept in. May be called from any thread.
     *
     * @throws DataException if its file has changed or can no longer be read
     */
    Pixels at(int index) {
        return isCached() ? kept.get(index) : decodeAgain(index);
    }

    private Pixels decodeAgain(int index) {
        PictureFiles.Entry entry = entries.get(index);
        try {
            byte[] content = files.read(entry, options.limits().fileBytes());
            if (!Hashes.sha256(content).equals(facts.get(index).sha256())) {
                throw new DataException(
                        "%s in %s: the file has changed since it was opened. Start again to use the new content"
                                .formatted(entry.name(), files.location()));
            }
            Picture picture = PictureDecoder.decode(entry.name(), content, options.limits());
            return fitting.apply(picture.pixels());
        } catch (IOException failure) {
            throw new DataException(
                    "%s in %s: could be read at the start but not any more (%s). Bring it back, or start again without it"
                            .formatted(entry.name(), files.location(), failure.getMessage()),
                    failure);
        }
    }

    /** Names, sizes and content of all pictures, one line each. */
    String fingerprint(String head) {
        StringBuilder text = new StringBuilder(head);
        facts.forEach(
                each -> text.append('\n').append(each.name()).append('\t').append(each.sha256()));
        return Hashes.sha256(text.toString());
    }
}
