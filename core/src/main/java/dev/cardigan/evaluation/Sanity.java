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

    /** Standard deviation of the noise added, in a range of 2. */
    private static final double NOISE = 0.2;

    /**
     * @param test held-out data of the same kind, where there is some
     * @throws DataException for fewer than 100 pictures
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
        Dataset<RawPictures> first = Subset.between(data, "first half", 0, half, seed);
        Dataset<RawPictures> second =
                MemoryPictures.of(Subset.between(data, "other half", half, 2 * half, seed));
        List<Sanity> rows = new ArrayList<>();
        Scope.run(
                () -> {
                    FeatureSet real = FeatureSet.of(extractor, first, progress);
                    for (Dataset<RawPictures> other : others(second, test, seed)) {
                        rows.add(Scope.tidy(() -> row(extractor, real, other, seed, progress)));
                    }
                });
        return rows;
    }

    private static List<Dataset<RawPictures>> others(
            Dataset<RawPictures> second, Optional<Dataset<RawPictures>> test, long seed) {
        List<Dataset<RawPictures>> others = new ArrayList<>();
        others.add(named("the other half", MemoryPictures.of(second)));
        test.ifPresent(set -> others.add(new Subset<>(set, "test", firstOf(set, second.size()))));
        others.add(changed(second, "other half, blurred", Sanity::blurred));
        var random = new Randomness(seed).stream("noise");
        others.add(
                changed(
                        second,
                        "other half, noised",
                        x -> x.add(random.normal(x.shape()).mul(NOISE))));
        int tenth = Math.max(2, second.size() / 10);
        others.add(
                new Subset<>(
                        second,
                        "a tenth of it, ten times",
                        IntStream.range(0, second.size()).map(i -> i % tenth).toArray()));
        if (second.classes().size() >= 2) {
            others.add(withoutLastClass(second));
        }
        return others;
    }

    private static int[] firstOf(Dataset<?> set, int count) {
        return IntStream.range(0, Math.min(count, set.size())).toArray();
    }

    private static MemoryPictures named(String name, MemoryPictures set) {
        return new MemoryPictures(name, set.pictures(), set.classes());
    }

    private static Dataset<RawPictures> withoutLastClass(Dataset<RawPictures> set) {
        int last = set.classes().size() - 1;
        int[] labels = MemoryPictures.of(set).pictures().labels();
        int[] kept = IntStream.range(0, set.size()).filter(i -> labels[i] != last).toArray();
        return new Subset<>(set, "without class " + set.classes().get(last), kept);
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

    private static Sanity row(
            Extractor extractor,
            FeatureSet real,
            Dataset<RawPictures> other,
            long seed,
            Progress progress) {
        FeatureSet seen = FeatureSet.of(extractor, other, progress);
        long count = Math.min(KERNEL_SAMPLES, Math.min(real.count(), seen.count()));
        var random = new Randomness(seed).stream("kernel");
        Tensor rows = random.permutation(real.count()).narrow(0, 0, count);
        Tensor otherRows = random.permutation(seen.count()).narrow(0, 0, count);
        return new Sanity(
                other.name(),
                (int) seen.count(),
                FrechetDistance.between(real.moments(), seen.moments()).value(),
                KernelDistance.unbiased(
                        real.features().indexSelect(0, rows),
                        seen.features().indexSelect(0, otherRows)));
    }
}
