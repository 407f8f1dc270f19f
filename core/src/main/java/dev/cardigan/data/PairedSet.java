package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs of pictures: two folders with equal names, or pictures of which the left half is given and
 * the right half is to be made. Every visit sees the same random part of both, mirrored every other
 * time. Isola et al. 2017, https://arxiv.org/abs/1611.07004, section 6.2.
 */
public final class PairedSet implements Dataset<RawPairs> {

    private static final int NAMES_SHOWN = 3;

    private final String name;
    private final List<Pair> pairs;
    private final SampleShape shape;
    private final long seed;
    private final String fingerprint;
    private final List<String> decisions;

    /** Where a pair comes from: the two pictures, or one of which each is a half. */
    private record Pair(PictureStore first, int firstAt, PictureStore second, int secondAt) {}

    /**
     * One side of the pairs.
     *
     * @param names below the folder of the kind, or below what all of them share, without ending
     */
    private record Named(PictureStore store, List<String> names) {

        static Named of(PictureFiles kind, PictureStore store) {
            List<String> names = store.facts().stream().map(PictureFacts::name).toList();
            int root =
                    kind instanceof FilesBelow below
                            ? below.folder().length()
                            : sharedFolder(names);
            return new Named(
                    store,
                    names.stream()
                            .map(name -> name.substring(root).replaceFirst("\\.[^./]*$", ""))
                            .toList());
        }

        /** Length of the folders that every name begins with, as zips have one around all. */
        private static int sharedFolder(List<String> names) {
            String shared = names.get(0);
            for (String name : names) {
                while (!name.startsWith(shared)) {
                    shared = shared.substring(0, shared.length() - 1);
                }
            }
            return shared.lastIndexOf('/') + 1;
        }
    }

    private PairedSet(
            String name,
            List<Pair> pairs,
            SampleShape shape,
            long seed,
            String fingerprint,
            List<String> decisions) {
        this.name = name;
        this.pairs = List.copyOf(pairs);
        this.shape = shape;
        this.seed = seed;
        this.fingerprint = Hashes.sha256("paired 1\t" + shape + "\n" + fingerprint);
        this.decisions = List.copyOf(decisions);
    }

    /**
     * @param text as {@link TwoKinds} reads it, or one folder or zip of side-by-side pictures
     * @param seed parts and mirror images are drawn from it
     * @throws DataException if nothing pairs up, or too many cannot be read
     */
    static PairedSet open(String text, PictureOptions options, long seed, Progress progress) {
        return TwoKinds.find(text, options)
                .map(kinds -> ofFolders(text, kinds, options, seed, progress))
                .orElseGet(() -> SideBySide.open(text, options, seed, progress));
    }

    private static PairedSet ofFolders(
            String text, TwoKinds kinds, PictureOptions options, long seed, Progress progress) {
        PictureScan scanA = new PictureScan(kinds.first(), options, progress);
        PictureScan scanB = new PictureScan(kinds.second(), options, progress);
        int side = LoadSide.guessed(options, scanB);
        int load = LoadSide.of(side);
        PictureOptions half = options.withCacheBytes(options.cacheBytes() / 2);
        PictureStore inA =
                PictureStore.of(
                        kinds.first(), scanA, half, full -> options.fit().apply(full, load, load));
        PictureStore inB =
                PictureStore.of(
                        kinds.second(), scanB, half, full -> options.fit().apply(full, load, load));
        List<String> decisions = new ArrayList<>();
        List<Pair> pairs =
                matched(
                        text,
                        Named.of(kinds.first(), inA),
                        Named.of(kinds.second(), inB),
                        decisions);
        decisions.add(0, "%,d pairs of equal names.".formatted(pairs.size()));
        inA.leftOut().ifPresent(decisions::add);
        inB.leftOut().ifPresent(decisions::add);
        int channels = Math.max(inA.channels(), inB.channels());
        return of(
                text,
                pairs,
                new SampleShape(channels, side, side),
                seed,
                inA.fingerprint("") + "\n" + inB.fingerprint(""),
                decisions);
    }

    private static PairedSet of(
            String text,
            List<Pair> pairs,
            SampleShape shape,
            long seed,
            String fingerprint,
            List<String> decisions) {
        decisions.add(
                "Pictures become %1$dx%1$d; training sees the same random part of %2$dx%2$d of both, mirrored every other time."
                        .formatted(LoadSide.of(shape.width()), shape.width()));
        return new PairedSet(text, pairs, shape, seed, fingerprint, decisions);
    }

    /**
     * @param halves the left and the right ones, in the same order
     */
    static PairedSet ofHalves(
            String text, List<PictureStore> halves, SampleShape shape, long seed) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < halves.get(0).size(); i++) {
            pairs.add(new Pair(halves.get(0), i, halves.get(1), i));
        }
        boolean swapped = TwoKinds.isSwapped(text);
        List<String> decisions = new ArrayList<>();
        decisions.add(
                "%,d side-by-side pictures; the %s half is given."
                        .formatted(pairs.size(), swapped ? "right" : "left"));
        halves.get(0).leftOut().ifPresent(decisions::add);
        return of(
                text,
                pairs,
                shape,
                seed,
                halves.get(0).fingerprint(swapped ? "swapped" : ""),
                decisions);
    }

    /** Pairs of the same name below their folder, whatever the format. */
    private static List<Pair> matched(String text, Named inA, Named inB, List<String> decisions) {
        List<String> single = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < inB.names().size(); i++) {
            if (places.putIfAbsent(inB.names().get(i), i) != null) {
                single.add(inB.names().get(i));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < inA.names().size(); i++) {
            Integer other = places.remove(inA.names().get(i));
            if (other == null) {
                single.add(inA.names().get(i));
            } else {
                pairs.add(new Pair(inA.store(), i, inB.store(), other));
            }
        }
        places.keySet().stream().sorted().forEach(single::add);
        if (pairs.isEmpty()) {
            throw new DataException(
                    "%s: no picture of the first folder has the name of one in the second (%s). Give pairs equal names, or train cyclegan, which needs no pairs"
                            .formatted(text, shown(single)));
        }
        if (!single.isEmpty()) {
            decisions.add(
                    "Left out because they have no partner: %,d (%s)."
                            .formatted(single.size(), shown(single)));
        }
        return pairs;
    }

    private static String shown(List<String> names) {
        String list = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN ? list + ", ..." : list;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What was decided while opening, one sentence each. */
    List<String> decisions() {
        return decisions;
    }

    /** The parts in the middle. */
    @Override
    public RawPairs load(int[] indices) {
        return load(indices, (slot, picture) -> Crop.middle(picture, shape.width()));
    }

    @Override
    public RawPairs load(int[] indices, long visit) {
        return load(
                indices,
                (slot, picture) ->
                        Crop.random(picture, shape.width(), Draws.of(seed, visit + slot)));
    }

    /** Where a picture is cropped: both of a pair are asked for with the same draws. */
    private interface Cropping {
        Crop of(int slot, Pixels picture);
    }

    private RawPairs load(int[] indices, Cropping cropping) {
        PixelCollector first = PixelCollector.of(shape, indices, size());
        PixelCollector second = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            Pair pair = pairs.get(indices[slot]);
            Pixels given = pair.first().at(pair.firstAt());
            Pixels wanted = pair.second().at(pair.secondAt());
            first.put(slot, cropping.of(slot, given).of(given), 0);
            second.put(slot, cropping.of(slot, wanted).of(wanted), 0);
        }
        return new RawPairs(first.done(), second.done());
    }
}
