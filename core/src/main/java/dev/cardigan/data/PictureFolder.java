package dev.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

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
    private final PictureStore store;
    private final int[] labels;
    private final List<Unreadable> unreadable;
    private final List<String> decisions;
    private final String fingerprint;

    private PictureFolder(PictureFiles files, PictureOptions options, Progress progress) {
        this.files = files;
        this.options = options;
        PictureDecisions words = new PictureDecisions(files.location());
        PictureScan scan = new PictureScan(files, options, progress);
        int side = side(scan, words);
        this.store =
                PictureStore.of(
                        files, scan, options, full -> options.fit().apply(full, side, side));
        List<PictureFacts> facts = store.facts();
        this.unreadable = List.copyOf(scan.unreadable());
        this.shape = new SampleShape(store.channels(), side, side);
        this.folders = ClassFolders.of(facts.stream().map(PictureFacts::name).toList());
        this.labels = facts.stream().mapToInt(each -> folders.label(each.name())).toArray();
        words.found(facts.size(), unreadable.size(), scan.others());
        words.fit(facts, side, options.fit());
        words.colours(options.colours(), shape, facts.size(), store.coloured());
        words.say(folders.decision());
        words.cache(store.isCached(), store.bytes(), options.cacheBytes());
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

    private int side(PictureScan scan, PictureDecisions words) {
        if (options.size().isPresent()) {
            int asked = options.size().getAsInt();
            words.askedSize(asked);
            return asked;
        }
        int median = scan.medianShorterSide();
        int guess = LoadSide.powerOfTwo(median, options.largestGuess());
        words.guessedSize(guess, median, options.largestGuess());
        return guess;
    }

    private String computeFingerprint() {
        MessageDigest digest = Hashes.digest("SHA-256");
        StringBuilder line = new StringBuilder("pictures 1\t" + shape + "\t" + options.fit());
        for (int index = 0; index < store.size(); index++) {
            PictureFacts each = store.facts().get(index);
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
        return store.size();
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
        return DataReport.of(name(), classes(), labels, store.facts(), unreadable, decisions);
    }

    @Override
    public RawPictures load(int[] indices) {
        PixelCollector batch = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            int index = indices[slot];
            batch.put(slot, store.at(index), labels[index]);
        }
        return batch.done();
    }
}
