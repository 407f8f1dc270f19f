package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Pictures from a folder or a zip, of any size and mode, all brought to one square size. Decoded
 * pictures stay in memory if they fit the budget; else every batch decodes its own anew, and a file
 * that has changed since is refused.
 */
public final class PictureFolder implements PictureSet {

    private final PictureFiles files;
    private final PictureOptions options;
    private final SampleShape shape;
    private final ClassFolders folders;
    private final List<PictureFiles.Entry> entries;
    private final List<PictureFacts> facts;
    private final int[] labels;
    private final Optional<List<Pixels>> cache;
    private final List<Unreadable> unreadable;
    private final List<String> decisions;
    private final String fingerprint;

    private PictureFolder(PictureFiles files, PictureOptions options, Progress progress) {
        this.files = files;
        this.options = options;
        PictureDecisions words = new PictureDecisions(files.location());
        PictureScan scan = new PictureScan(files, options, progress);
        int side = side(scan, words);
        Collected collected = new Collected(options.cacheBytes());
        scan.decode(side, collected::add);
        scan.checkShare(collected.facts.size());
        this.entries = List.copyOf(collected.entries);
        this.facts = List.copyOf(collected.facts);
        this.unreadable = List.copyOf(scan.unreadable());
        this.cache = collected.pixels();
        this.shape = new SampleShape(channels(collected.coloured), side, side);
        this.folders = ClassFolders.of(facts.stream().map(PictureFacts::name).toList());
        this.labels = facts.stream().mapToInt(each -> folders.label(each.name())).toArray();
        words.found(facts.size(), unreadable.size(), scan.others());
        words.fit(facts, side, options.fit());
        words.colours(options.colours(), shape, facts.size(), collected.coloured);
        words.say(folders.decision());
        words.cache(cache.isPresent(), collected.bytes, options.cacheBytes());
        this.decisions = words.sentences();
        this.fingerprint = computeFingerprint();
    }

    /**
     * Opens a folder, or a zip that {@link Pictures#open} recognised. Every picture is decoded
     * once, so all bad files are known before training starts.
     */
    static PictureFolder open(PictureFiles files, PictureOptions options, Progress progress) {
        return new PictureFolder(files, options, progress);
    }

    /** What the first pass gathers, with decoded pictures for as long as the budget lasts. */
    private static final class Collected {
        private final List<PictureFiles.Entry> entries = new ArrayList<>();
        private final List<PictureFacts> facts = new ArrayList<>();
        private final List<Pixels> kept = new ArrayList<>();
        private final long budget;
        private long bytes;
        private int coloured;

        Collected(long budget) {
            this.budget = budget;
        }

        void add(PictureScan.Scanned scanned) {
            entries.add(scanned.entry());
            facts.add(scanned.facts());
            coloured += scanned.isGrey() ? 0 : 1;
            bytes += scanned.pixels().values().length;
            if (bytes <= budget) {
                kept.add(scanned.pixels());
            } else {
                kept.clear();
            }
        }

        Optional<List<Pixels>> pixels() {
            return bytes <= budget ? Optional.of(List.copyOf(kept)) : Optional.empty();
        }
    }

    private int side(PictureScan scan, PictureDecisions words) {
        if (options.size().isPresent()) {
            int asked = options.size().getAsInt();
            words.askedSize(asked);
            return asked;
        }
        int median = scan.medianShorterSide();
        int guess = PictureOptions.SMALLEST_GUESS;
        while (guess * 2 <= Math.min(median, options.largestGuess())) {
            guess *= 2;
        }
        words.guessedSize(guess, median, options.largestGuess());
        return guess;
    }

    private int channels(int coloured) {
        return switch (options.colours()) {
            case GREY -> 1;
            case RGB -> 3;
            case GUESS -> coloured == 0 ? 1 : 3;
        };
    }

    private String computeFingerprint() {
        MessageDigest digest = Hashes.digest("SHA-256");
        StringBuilder line = new StringBuilder("pictures 1\t" + shape + "\t" + options.fit());
        for (int index = 0; index < facts.size(); index++) {
            PictureFacts each = facts.get(index);
            line.append('\n').append(each.name()).append('\t').append(labels[index]);
            line.append('\t').append(each.size()).append('\t').append(each.sha256());
            digest.update(line.toString().getBytes(StandardCharsets.UTF_8));
            line.setLength(0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String name() {
        Path last = Path.of(files.location()).toAbsolutePath().normalize().getFileName();
        return last == null ? files.location() : last.toString();
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return folders.classes();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<String> decisions() {
        return decisions;
    }

    /** The files that gave no picture, with reasons. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    @Override
    public DataReport report() {
        return DataReport.of(name(), classes(), labels, facts, unreadable, decisions);
    }

    @Override
    public RawPictures load(int[] indices) {
        PixelCollector batch = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            int index = indices[slot];
            Pixels pixels = cache.isPresent() ? cache.get().get(index) : decodeAgain(index);
            batch.put(slot, pixels, labels[index]);
        }
        return batch.done();
    }

    private Pixels decodeAgain(int index) {
        PictureFiles.Entry entry = entries.get(index);
        try {
            byte[] bytes = files.read(entry, options.limits().fileBytes());
            if (!Hashes.sha256(bytes).equals(facts.get(index).sha256())) {
                throw new DataException(
                        "%s in %s: the file has changed since it was opened. Start again to use the new content"
                                .formatted(entry.name(), files.location()));
            }
            Picture picture = PictureDecoder.decode(entry.name(), bytes, options.limits());
            return options.fit().apply(picture.pixels(), shape.width(), shape.height());
        } catch (IOException failure) {
            throw new DataException(
                    "%s in %s: could be read at the start but not any more (%s). Bring it back, or start again without it"
                            .formatted(entry.name(), files.location(), failure.getMessage()),
                    failure);
        }
    }
}
