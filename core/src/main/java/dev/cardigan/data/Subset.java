package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some samples of a data set, in a given order: a split, or a part for a quick look.
 *
 * @param whole where they come from
 * @param part what to call this part: {@code training}, {@code held out}
 * @param indices into the whole, [size]
 */
@SuppressWarnings("ArrayRecordComponent") // owned by this record, never handed out or compared
public record Subset<R>(Dataset<R> whole, String part, int[] indices) implements Dataset<R> {

    /** Those at the first {@code size} places of a random order that the seed fixes. */
    public static <R> Subset<R> first(Dataset<R> whole, String part, int size, long seed) {
        return between(whole, part, 0, size, seed);
    }

    /** Those at the places from {@code from} to before {@code to} of the same random order. */
    public static <R> Subset<R> between(
            Dataset<R> whole, String part, int from, int to, long seed) {
        int[] order = Draws.of(seed, 0).permutation(whole.size());
        int[] chosen = new int[Samples.checked(to - 1, whole.size(), whole.name()) + 1 - from];
        System.arraycopy(order, from, chosen, 0, chosen.length);
        return new Subset<>(whole, part, chosen);
    }

    @Override
    public String name() {
        return whole.name() + " (" + part + ")";
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
        ByteBuffer bytes = ByteBuffer.allocate(indices.length * Integer.BYTES);
        bytes.asIntBuffer().put(indices);
        return Hashes.sha256("subset of " + whole.fingerprint() + "\n", bytes.array());
    }

    @Override
    public R load(int[] asked) {
        int[] own = new int[asked.length];
        for (int i = 0; i < asked.length; i++) {
            own[i] = indices[Samples.checked(asked[i], indices.length, name())];
        }
        return whole.load(own);
    }
}
