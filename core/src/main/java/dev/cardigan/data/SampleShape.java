package dev.cardigan.data;

import dev.cardigan.error.ShapeException;

/** The shape of one sample, {@code [channels, height, width]}. Points are {@code [d, 1, 1]}. */
public record SampleShape(int channels, int height, int width) {

    /**
     * @throws ShapeException if a side is not positive
     */
    public SampleShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new ShapeException(
                    "A sample needs at least one channel, row and column; expected positive"
                            + " numbers, found [%d, %d, %d]".formatted(channels, height, width));
        }
    }

    /** The shape of a point with {@code dimensions} coordinates. */
    public static SampleShape points(int dimensions) {
        return new SampleShape(dimensions, 1, 1);
    }

    /** Whether the sample is a picture rather than a point. */
    public boolean isPicture() {
        return height > 1 || width > 1;
    }

    /** How many numbers one sample holds. */
    public int elements() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** For people, channels first: {@code 3x64x64}. */
    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
