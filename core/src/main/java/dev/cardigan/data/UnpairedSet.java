package dev.cardigan.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures in A and pictures in B, which have nothing to do with each other. Proportions are kept:
 * the shorter side becomes a little larger than what is trained on, and every visit sees a random
 * part, mirrored every other time, with a random picture of the other kind beside it. Zhu et al.
 * 2017, https://arxiv.org/abs/1703.10593: 286 for 256.
 */
public final class UnpairedSet implements Dataset<RawPairs> {

    private final String name;
    private final PictureStore inA;
    private final PictureStore inB;
    private final SampleShape shape;
    private final long seed;
    private final List<String> decisions;

    private UnpairedSet(
            String name, PictureStore inA, PictureStore inB, SampleShape shape, long seed) {
        this.name = name;
        this.inA = inA;
        this.inB = inB;
        this.shape = shape;
        this.seed = seed;
        List<String> said = new ArrayList<>();
        said.add("%,d pictures in A and %,d in B, in no order.".formatted(inA.size(), inB.size()));
        said.add(
                "The shorter side becomes %d pixels; training sees random parts of %dx%d, mirrored every other time."
                        .formatted(LoadSide.of(shape.width()), shape.width(), shape.height()));
        inA.leftOut().ifPresent(said::add);
        inB.leftOut().ifPresent(said::add);
        this.decisions = List.copyOf(said);
    }

    /**
     * @param text as {@link TwoKinds} reads it
     * @param seed parts, mirror images and partners are drawn from it
     * @throws dev.cardigan.error.DataException if there are not two kinds of pictures, or too many
     *     cannot be read
     */
    static UnpairedSet open(String text, PictureOptions options, long seed, Progress progress) {
        TwoKinds kinds = TwoKinds.open(text, options);
        PictureScan scanA = new PictureScan(kinds.first(), options, progress);
        PictureScan scanB = new PictureScan(kinds.second(), options, progress);
        int side = LoadSide.guessed(options, scanA, scanB);
        int load = LoadSide.of(side);
        PictureOptions half = options.withCacheBytes(options.cacheBytes() / 2);
        PictureStore inA =
                PictureStore.of(kinds.first(), scanA, half, full -> Fit.shorterSide(full, load));
        PictureStore inB =
                PictureStore.of(kinds.second(), scanB, half, full -> Fit.shorterSide(full, load));
        int channels = Math.max(inA.channels(), inB.channels());
        return new UnpairedSet(text, inA, inB, new SampleShape(channels, side, side), seed);
    }

    @Override
    public String name() {
        return name;
    }

    /** As many as there are of the larger kind: an epoch sees all of them. */
    @Override
    public int size() {
        return Math.max(inA.size(), inB.size());
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
        return Hashes.sha256(inA.fingerprint("unpaired 1\t" + shape) + "\n" + inB.fingerprint(""));
    }

    /** What was decided while opening, one sentence each. */
    List<String> decisions() {
        return decisions;
    }

    /** The parts in the middle, side by side in the order of their names. */
    @Override
    public RawPairs load(int[] indices) {
        PixelCollector first = PixelCollector.of(shape, indices, size());
        PixelCollector second = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            Pixels a = inA.at(indices[slot] % inA.size());
            Pixels b = inB.at(indices[slot] % inB.size());
            first.put(slot, Crop.middle(a, shape.width()).of(a), 0);
            second.put(slot, Crop.middle(b, shape.width()).of(b), 0);
        }
        return new RawPairs(first.done(), second.done());
    }

    @Override
    public RawPairs load(int[] indices, long visit) {
        PixelCollector first = PixelCollector.of(shape, indices, size());
        PixelCollector second = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            Draws draws = Draws.of(seed, visit + slot);
            // The larger kind is gone through in turn; of the smaller one any will do.
            boolean isALarger = inA.size() >= inB.size();
            Pixels a = inA.at(isALarger ? indices[slot] : draws.below(inA.size()));
            Pixels b = inB.at(isALarger ? draws.below(inB.size()) : indices[slot]);
            first.put(slot, Crop.random(a, shape.width(), draws).of(a), 0);
            second.put(slot, Crop.random(b, shape.width(), draws).of(b), 0);
        }
        return new RawPairs(first.done(), second.done());
    }
}
