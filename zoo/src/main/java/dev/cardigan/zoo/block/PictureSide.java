package dev.cardigan.zoo.block;

import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;

/** The side of square pictures whose resolutions double from 4x4. */
public final class PictureSide {

    private PictureSide() {}

    /**
     * The side, if it is a power of two.
     *
     * @throws DataException for other pictures
     */
    public static int of(SampleShape shape, int smallest) {
        int side = shape.height();
        if (side != shape.width() || side < smallest || Integer.bitCount(side) != 1) {
            throw new DataException(
                    "this architecture needs square pictures with a side of %d, %d, %d, ..., found %dx%d; pass --size 32 or --size 64"
                            .formatted(smallest, 2 * smallest, 4 * smallest, side, shape.width()));
        }
        return side;
    }

    /** How often 4 is doubled to reach the side. */
    public static int doublings(int side) {
        return Integer.numberOfTrailingZeros(side) - 2;
    }
}
