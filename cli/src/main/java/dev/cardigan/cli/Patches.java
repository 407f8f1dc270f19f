package dev.cardigan.cli;

import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Pixels;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;
import dev.cardigan.evaluation.Evidence;
import dev.cardigan.evaluation.FeatureSet;
import dev.cardigan.evaluation.Measures;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Score;
import dev.cardigan.metric.Stamp;
import dev.cardigan.tensor.Randomness;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Square parts of originals and of what was made of them, cut at the same places. */
final class Patches {

    private static final String MEASURES = "fid,kid";
    private static final int CHANNELS = 3;

    private final int side;
    private final ByteArrayOutputStream real = new ByteArrayOutputStream();
    private final List<ByteArrayOutputStream> made = new ArrayList<>();

    /**
     * @param side of a patch, in pixels
     * @param ways how many pictures are made of each original
     */
    Patches(int side, int ways) {
        this.side = side;
        for (int way = 0; way < ways; way++) {
            made.add(new ByteArrayOutputStream());
        }
    }

    /**
     * What an extractor thinks of them.
     *
     * @param stamp protocol of all scores
     * @param each [way][measure]
     */
    record Scores(Stamp stamp, List<List<Score>> each) {}

    /**
     * Cuts an original, and the pictures made of it, of the same size. What does not fill a patch
     * at the right and at the bottom is left out.
     */
    void add(Pixels original, List<Pixels> pictures) {
        cut(original, real);
        for (int way = 0; way < pictures.size(); way++) {
            cut(pictures.get(way), made.get(way));
        }
    }

    private void cut(Pixels picture, ByteArrayOutputStream all) {
        byte[] planes = new byte[CHANNELS * side * side];
        for (int top = 0; top + side <= picture.height(); top += side) {
            for (int left = 0; left + side <= picture.width(); left += side) {
                picture.part(left, top, side, side).toPlanes(CHANNELS, planes, 0);
                all.writeBytes(planes);
            }
        }
    }

    /**
     * @param names of the ways, in the order of the pictures
     * @throws DataException if not even one patch fitted
     */
    Scores scores(List<String> names, ExtractorOptions options, Progress progress) {
        if (real.size() == 0) {
            throw new DataException(
                    "--patches: expected originals of at least %dx%d pixels, found smaller ones only"
                            .formatted(side, side));
        }
        PictureData originals = new PictureData(set("originals", real));
        try (Extractor extractor = options.extractor(originals, progress)) {
            FeatureSet seen = FeatureSet.of(extractor, originals, progress);
            List<List<Score>> each = new ArrayList<>();
            for (int way = 0; way < names.size(); way++) {
                MemoryPictures pictures = set(names.get(way), made.get(way));
                Evidence evidence =
                        new Evidence(
                                extractor,
                                seen,
                                FeatureSet.of(extractor, pictures, progress),
                                originals,
                                pictures,
                                Optional.empty(),
                                new Randomness(options.seed()),
                                0,
                                progress);
                each.add(Measures.scores(Measures.named(MEASURES), evidence));
            }
            return new Scores(stamp(extractor, originals, options.seed()), each);
        }
    }

    private MemoryPictures set(String name, ByteArrayOutputStream pixels) {
        SampleShape shape = new SampleShape(CHANNELS, side, side);
        int count = pixels.size() / shape.elements();
        RawPictures pictures = new RawPictures(pixels.toByteArray(), new int[count], count, shape);
        return new MemoryPictures("patches of " + name, pictures, List.of());
    }

    private Stamp stamp(Extractor extractor, PictureData originals, long seed) {
        return new Stamp(
                extractor.name(),
                extractor.hash(),
                extractor.resizer().inWords(),
                originals.size(),
                originals.size(),
                "patches" + side,
                originals.fingerprint(),
                "files",
                seed);
    }
}
