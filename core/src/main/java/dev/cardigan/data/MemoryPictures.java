package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pictures that were made, not read: samples of a generator, or changed copies.
 *
 * @param name what to call them
 * @param pictures all of them
 * @param classes names of their classes; empty without
 */
public record MemoryPictures(String name, RawPictures pictures, List<String> classes)
        implements Dataset<RawPictures> {

    public MemoryPictures {
        classes = List.copyOf(classes);
    }

    /** All pictures of a set, held in memory. */
    public static MemoryPictures of(Dataset<RawPictures> set) {
        int[] all = new int[set.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new MemoryPictures(set.name(), set.load(all), set.classes());
    }

    @Override
    public int size() {
        return pictures.count();
    }

    @Override
    public SampleShape shape() {
        return pictures.shape();
    }

    @Override
    public String fingerprint() {
        ByteBuffer labels = ByteBuffer.allocate(pictures.labels().length * Integer.BYTES);
        labels.asIntBuffer().put(pictures.labels());
        return Hashes.sha256(
                "pictures " + shape() + " " + classes + "\n", pictures.pixels(), labels.array());
    }

    @Override
    public RawPictures load(int[] indices) {
        int each = shape().elements();
        byte[] pixels = new byte[Math.multiplyExact(indices.length, each)];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int from = Samples.checked(indices[i], size(), name);
            System.arraycopy(pictures.pixels(), from * each, pixels, i * each, each);
            labels[i] = pictures.labels()[from];
        }
        return new RawPictures(pixels, labels, indices.length, shape());
    }
}
