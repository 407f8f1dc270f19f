package dev.cardigan.cli;

import dev.cardigan.classifier.LabelledPictures;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.data.Subset;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled pictures split into those to test on, the same in every experiment, and those that
 * experiments draw their few training pictures from.
 *
 * @param heldOut indices to test on
 * @param pools indices to draw from, by class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AugmentData(Source<RawPictures> source, int[] heldOut, List<int[]> pools) {

    private static final int CHUNK = 1024;

    /**
     * @param most pictures to test on, in all
     * @param seed of the split
     * @throws DataException for data without classes or that are no pictures
     */
    static AugmentData of(Source<?> any, int most, long seed) {
        Source<RawPictures> source = pictures(any);
        Dataset<RawPictures> set = source.set();
        int classes = set.classes().size();
        if (classes < 2) {
            throw new DataException(
                    "%s: expected pictures of at least 2 classes, found %d; sort them into one folder per class"
                            .formatted(set.name(), classes));
        }
        List<int[]> shuffled = byClass(labels(set), classes, seed);
        List<Integer> heldOut = new ArrayList<>();
        List<int[]> pools = new ArrayList<>();
        for (int[] members : shuffled) {
            // Never more than half: somebody must be left to learn from.
            int tested = Math.min(members.length / 2, Math.max(1, most / classes));
            Arrays.stream(members, 0, tested).forEach(heldOut::add);
            pools.add(Arrays.copyOfRange(members, tested, members.length));
        }
        int[] tested = array(heldOut);
        return new AugmentData(source, tested, List.copyOf(pools));
    }

    /** The samples of each class in random order. */
    private static List<int[]> byClass(int[] labels, int classes, long seed) {
        List<List<Integer>> members = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            members.add(new ArrayList<>());
        }
        for (int index : shuffled(labels.length, new Randomness(seed).seedOf("split"))) {
            members.get(labels[index]).add(index);
        }
        return members.stream().map(AugmentData::array).toList();
    }

    /** 0 to size - 1 in an order that the seed fixes. */
    private static int[] shuffled(int size, long seed) {
        return Arrays.stream(
                        Scope.tidy(() -> RandomStream.seeded(seed).permutation(size).toLongs()))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    @SuppressWarnings("unchecked") // the first batch shows what the others are
    private static Source<RawPictures> pictures(Source<?> any) {
        if (any.set().load(new int[] {0}) instanceof RawPictures) {
            return (Source<RawPictures>) any;
        }
        throw new DataException(
                any.set().name() + ": expected pictures, found points; choose other data");
    }

    private static int[] labels(Dataset<RawPictures> set) {
        int[] labels = new int[set.size()];
        for (int first = 0; first < labels.length; first += CHUNK) {
            int[] chunk = new int[Math.min(CHUNK, labels.length - first)];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = first + i;
            }
            System.arraycopy(set.load(chunk).labels(), 0, labels, first, chunk.length);
        }
        return labels;
    }

    /**
     * So many of each class, drawn by seed.
     *
     * @throws DataException if a class has not that many besides those held out
     */
    int[] drawn(int perClass, long seed) {
        List<Integer> drawn = new ArrayList<>();
        for (int label = 0; label < pools.size(); label++) {
            int[] pool = pools.get(label);
            if (pool.length < perClass) {
                throw new DataException(
                        "%s: expected %d training pictures of class '%s' besides those to test on, found %d; lower --per-class or --held-out"
                                .formatted(
                                        source.set().name(),
                                        perClass,
                                        source.set().classes().get(label),
                                        pool.length));
            }
            int[] order = shuffled(pool.length, new Randomness(seed).seedOf("subset/" + label));
            Arrays.stream(order, 0, perClass).forEach(at -> drawn.add(pool[at]));
        }
        return array(drawn);
    }

    /** The training pictures as data of their own. */
    Source<RawPictures> subset(int[] indices) {
        return new Source<>(
                new Subset<>(source.set(), "few", indices), source.toSample(), source.decisions());
    }

    /** Pictures in memory, kept beyond every scope. */
    LabelledPictures load(int[] indices) {
        return Scope.kept(
                () -> {
                    Sample sample = source.toSample().apply(source.set().load(indices), Device.CPU);
                    return new LabelledPictures(sample.real().contiguous(), sample.classes());
                });
    }
}
