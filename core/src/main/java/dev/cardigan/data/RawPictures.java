package dev.cardigan.data;

import dev.cardigan.error.ShapeException;

/**
 * A batch of 8-bit pictures.
 *
 * @param pixels {@code [count, channels, height, width]}, unsigned
 * @param labels {@code [count]}; all 0 in a set without classes
 * @param count how many pictures
 * @param shape the shape of each
 */
// Arrays are shared, not copied: these are the bytes themselves, and nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
public record RawPictures(byte[] pixels, int[] labels, int count, SampleShape shape) {

    /**
     * @throws ShapeException if the arrays do not have the lengths that {@code count} and {@code
     *     shape} ask for
     */
    public RawPictures {
        long expected = (long) count * shape.elements();
        if (pixels.length != expected || labels.length != count) {
            throw new ShapeException(
                    "A batch of %d pictures of %s needs %d pixels and %d labels, found %d and %d"
                            .formatted(
                                    count, shape, expected, count, pixels.length, labels.length));
        }
    }
}
