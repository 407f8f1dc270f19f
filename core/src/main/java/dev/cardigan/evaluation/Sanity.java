package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Subset;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.FrechetDistance;
import dev.cardigan.metric.KernelDistance;
import dev.cardigan.metric.Resizer;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Whether a measure can be trusted on some data: one half of it against the other, and against
 * copies of the other that were made worse in known ways. Halves must be nearest, and worse copies
 * further.
 *
 * @param name what was compared with the first half
 * @param count pictures on the second side
 * @param fid Frechet distance
 * @param kid kernel distance of as many pictures of each side, unbiased
 */
public record Sanity(String name, int count, double fid, double kid) {

    private static final int FEWEST = 100;
    private static final int KERNEL_SAMPLES = 2000;
    private static final int BATCH = 256;
    private static final String OTHER_HALF = "the other half";
    private static final String TEST = "test";

    /** Standard deviation of the noise added, in a range of 2. */
    private static final double NOISE = 0.2;

    /**
     * @param test held-out data of the same kind, where there is some; as much of it as there is in
     *     a half, drawn by the seed
     * @throws DataException for fewer than 100 pictures, and for test pictures of another size
     */
    public static List<Sanity> of(
            Dataset<RawPictures> data,
            Optional<Dataset<RawPictures>> test,
            Extractor extractor,
            long seed,
            Progress progress) {
        int half = data.size() / 2;
        if (data.size() < FEWEST) {
            throw new DataException(
                    "%s: expected at least %d pictures to halve, found %d"
                            .formatted(data.name(), FEWEST, data.size()));
        }
        test.ifPresent(set -> requireAlike(data, set));
        Dataset<RawPictures> first = Subset.between(data, "first half", 0, half, seed);
        MemoryPictures second =
                named(
                        OTHER_HALF,
                        MemoryPictures.of(Subset.between(data, OTHER_HALF, half, 2 * half, seed)));
        List<Sanity> rows = new ArrayList<>();
        Scope.run(
                () -> {
                    FeatureSet real = FeatureSet.of(extractor, first, progress);
                    FeatureSet other = FeatureSet.of(extractor, second, progress);
                    rows.add(row(OTHER_HALF, real, other, seed));
                    for (Dataset<RawPictures> seen : looked(second, test, seed)) {
                        rows.add(
                                Scope.tidy(
                                        () ->
                                                row(
                                                        seen.name(),
                                                        real,
                                                        FeatureSet.of(extractor, seen, progress),
                                                        seed)));
                    }
                    rows.add(row("a tenth of it, ten times", real, tenth(other), seed));
                    if (second.classes().size() >= 2) {
                        rows.add(withoutLastClass(second.classes(), real, other, seed));
                    }
                });
        return rows;
    }

    private static void requireAlike(Dataset<RawPictures> data, Dataset<RawPictures> test) {
        if (!test.shape().equals(data.shape())) {
            throw new DataException(
                    "%s and %s: expected pictures of one size and colour, found %s and %s; read both alike with --size and --colours"
                            .formatted(data.name(), test.name(), data.shape(), test.shape()));
        }
    }

    /** What the extractor must look at anew. */
    private static List<Dataset<RawPictures>> looked(
            MemoryPictures second, Optional<Dataset<RawPictures>> test, long seed) {
        List<Dataset<RawPictures>> others = new ArrayList<>();
        test.ifPresent(
                set ->
                        others.add(
                                Subset.first(
                                        set, TEST, Math.min(second.size(), set.size()), seed)));
        others.add(changed(second, "other half, blurred", Sanity::blurred));
        var random = new Randomness(seed).stream("noise");
        others.add(
                changed(
                        second,
                        "other half, noised",
                        x -> x.add(random.normal(x.shape()).mul(NOISE))));
        return others;
    }

    private static FeatureSet tenth(FeatureSet other) {
        int count = (int) other.count();
        int tenth = Math.max(2, count / 10);
        return other.at(IntStream.range(0, count).mapToLong(i -> i % tenth).toArray());
    }

    private static Sanity withoutLastClass(
            List<String> classes, FeatureSet real, FeatureSet other, long seed) {
        int last = classes.size() - 1;
        long[] labels = other.labels().toLongs();
        long[] kept =
                LongStream.range(0, labels.length).filter(i -> labels[(int) i] != last).toArray();
        return row("other half, without class " + classes.get(last), real, other.at(kept), seed);
    }

    /** Whether a copy made worse, or another, was found no further than the other half. */
    public static List<Sanity> nearerThanTheOtherHalf(List<Sanity> rows) {
        double half = rows.get(0).fid();
        return rows.stream()
                .skip(1)
                // Unseen pictures of the same kind may by chance be nearer than seen ones.
                .filter(row -> !row.name().endsWith("(" + TEST + ")") && !(row.fid() > half))
                .toList();
    }

    private static MemoryPictures named(String name, MemoryPictures set) {
        return new MemoryPictures(name, set.pictures(), set.classes());
    }

    private interface Change {
        Tensor of(Tensor pictures);
    }

    private static Tensor blurred(Tensor x) {
        Tensor half = Resizer.ANTIALIASED.apply(x, x.size(2) / 2, x.size(3) / 2);
        return Resizer.ANTIALIASED.apply(half, x.size(2), x.size(3));
    }

    private static MemoryPictures changed(Dataset<RawPictures> set, String name, Change change) {
        int each = set.shape().elements();
        byte[] pixels = new byte[set.size() * each];
        for (int from = 0; from < set.size(); from += BATCH) {
            int start = from;
            int end = Math.min(set.size(), from + BATCH);
            byte[] part =
                    Scope.tidy(
                                    () ->
                                            new Bytes(
                                                    Sample.toBytes(
                                                            change.of(
                                                                    PictureData.sample(
                                                                                    set, start, end)
                                                                            .real()))))
                            .bytes();
            System.arraycopy(part, 0, pixels, from * each, part.length);
        }
        return new MemoryPictures(
                name,
                new RawPictures(pixels, new int[set.size()], set.size(), set.shape()),
                List.of());
    }

    @SuppressWarnings("ArrayRecordComponent") // carries bytes out of a scope, never compared
    private record Bytes(byte[] bytes) {}

    private static Sanity row(String name, FeatureSet real, FeatureSet seen, long seed) {
        long count = Math.min(KERNEL_SAMPLES, Math.min(real.count(), seen.count()));
        var random = new Randomness(seed).stream("kernel");
        Tensor rows = random.permutation(real.count()).narrow(0, 0, count);
        Tensor otherRows = random.permutation(seen.count()).narrow(0, 0, count);
        return new Sanity(
                name,
                (int) seen.count(),
                FrechetDistance.between(real.moments(), seen.moments()).value(),
                KernelDistance.unbiased(
                        real.features().indexSelect(0, rows),
                        seen.features().indexSelect(0, otherRows)));
    }
}
