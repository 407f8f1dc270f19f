package dev.cardigan.data;

import java.util.Arrays;
import java.util.List;

/**
 * Some samples of another set, in an order of their own.
 *
 * @param whole the other set
 * @param indices in it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Selection<R>(Dataset<R> whole, int[] indices) implements Dataset<R> {

    /** So many samples, spread evenly over the set. */
    public static <R> Selection<R> spread(Dataset<R> whole, int count) {
        int[] indices = new int[Math.min(count, whole.size())];
        Arrays.setAll(indices, i -> (int) ((long) i * whole.size() / indices.length));
        return new Selection<>(whole, indices);
    }

    /** The samples of the other set that are not among these. */
    public Selection<R> others() {
        int[] sorted = indices.clone();
        Arrays.sort(sorted);
        int[] rest = new int[whole.size()];
        int count = 0;
        for (int i = 0; i < whole.size(); i++) {
            if (Arrays.binarySearch(sorted, i) < 0) {
                rest[count++] = i;
            }
        }
        return new Selection<>(whole, Arrays.copyOf(rest, count));
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public SampleShape shape() {
        return whole.shape();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public String fingerprint() {
        return Hashes.sha256(whole.fingerprint() + " " + Arrays.toString(indices));
    }

    @Override
    public R load(int[] wanted) {
        int[] translated = new int[wanted.length];
        Arrays.setAll(translated, i -> indices[Samples.checked(wanted[i], size(), name())]);
        return whole.load(translated);
    }
}
