package dev.cardigan.data;

import dev.cardigan.error.DataException;

/** A raw batch while it is filled. */
final class PixelCollector {

    private final SampleShape shape;
    private final byte[] pixels;
    private final int[] labels;

    private PixelCollector(SampleShape shape, int count, int bytes) {
        this.shape = shape;
        this.pixels = new byte[bytes];
        this.labels = new int[count];
    }

    /**
     * An empty batch for the pictures at {@code indices}.
     *
     * @throws DataException if an index is outside the set, or the batch is beyond a Java array
     */
    static PixelCollector of(SampleShape shape, int[] indices, int size) {
        for (int index : indices) {
            if (index < 0 || index >= size) {
                throw new DataException(
                        "Picture %d does not exist: expected 0 to %d".formatted(index, size - 1));
            }
        }
        long bytes = (long) indices.length * shape.elements();
        if (bytes > Integer.MAX_VALUE - 8L) {
            throw new DataException(
                    "A batch of %d pictures of %s takes %d bytes, more than the 2 GiB of a Java array. Lower the batch size"
                            .formatted(indices.length, shape, bytes));
        }
        return new PixelCollector(shape, indices.length, (int) bytes);
    }

    void put(int slot, Pixels picture, int label) {
        picture.toPlanes(shape.channels(), pixels, slot * shape.elements());
        labels[slot] = label;
    }

    RawPictures done() {
        return new RawPictures(pixels, labels, labels.length, shape);
    }
}
