package dev.cardigan.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * Random parts of pictures at their own size, mirrored every other time: what super-resolution
 * learns from. A picture smaller than a part is enlarged to it.
 */
public final class CropSet implements Dataset<RawPictures> {

    /** Of ESRGAN and most that came after, where pictures are large enough. */
    private static final int USUAL_SIDE = 96;

    private final PictureFiles files;
    private final PictureStore store;
    private final SampleShape shape;
    private final long seed;

    private CropSet(PictureFiles files, PictureStore store, SampleShape shape, long seed) {
        this.files = files;
        this.store = store;
        this.shape = shape;
        this.seed = seed;
    }

    /**
     * @param seed parts and mirror images are drawn from it
     * @throws dev.cardigan.error.DataException if too many pictures cannot be read
     */
    static CropSet open(PictureFiles files, PictureOptions options, long seed, Progress progress) {
        int side = options.size().orElse(USUAL_SIDE);
        PictureScan scan = new PictureScan(files, options, progress);
        PictureStore store =
                PictureStore.of(
                        files,
                        scan,
                        options,
                        full ->
                                Math.min(full.width(), full.height()) < side
                                        ? Fit.shorterSide(full, side)
                                        : full);
        return new CropSet(files, store, new SampleShape(store.channels(), side, side), seed);
    }

    /** What was decided while opening, one sentence each. */
    List<String> decisions() {
        String what =
                "%,d pictures in %s; training sees random parts of %dx%d at their own size, mirrored every other time."
                        .formatted(store.size(), files.location(), shape.width(), shape.height());
        return Stream.concat(Stream.of(what), store.leftOut().stream()).toList();
    }

    @Override
    public String name() {
        return files.location();
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
        return List.of();
    }

    @Override
    public String fingerprint() {
        return store.fingerprint("crops 1\t" + shape);
    }

    /** The parts in the middle. */
    @Override
    public RawPictures load(int[] indices) {
        PixelCollector batch = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            Pixels picture = store.at(indices[slot]);
            batch.put(slot, Crop.middle(picture, shape.width()).of(picture), 0);
        }
        return batch.done();
    }

    @Override
    public RawPictures load(int[] indices, long visit) {
        PixelCollector batch = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            Pixels picture = store.at(indices[slot]);
            Crop part = Crop.random(picture, shape.width(), Draws.of(seed, visit + slot));
            batch.put(slot, part.of(picture), 0);
        }
        return batch.done();
    }
}
