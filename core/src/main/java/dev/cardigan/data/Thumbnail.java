package dev.cardigan.data;

/**
 * A picture as 9x8 grey values, small enough to keep for every picture of a large set. Pictures are
 * near duplicates if their difference hashes (dHash: is each value brighter than its right
 * neighbour?) differ in a few bits and the values themselves hardly differ; the second test keeps
 * flat pictures of different brightness apart.
 *
 * @param values {@code [8, 9]}, unsigned
 * @param hash one bit for each of the 8x8 pairs of neighbours
 */
// Never compared as a record; the array is made here and shared with nobody.
@SuppressWarnings("ArrayRecordComponent")
record Thumbnail(byte[] values, long hash) {

    private static final int WIDTH = 9;
    private static final int HEIGHT = 8;
    private static final int MOST_BITS = 3;

    /** Mean difference, in steps of 255, that noise from JPEG and resizing makes. */
    private static final int NOISE = 1;

    /** Difference allowed besides noise, as a part of the contrast of the picture. */
    private static final double SHARE_OF_CONTRAST = 0.03;

    static Thumbnail of(Pixels picture) {
        Pixels small = Fit.STRETCH.apply(picture, WIDTH, HEIGHT).grey();
        long hash = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x + 1 < WIDTH; x++) {
                boolean falls = small.at(x, y, 0) > small.at(x + 1, y, 0);
                hash = hash << 1 | (falls ? 1 : 0);
            }
        }
        return new Thumbnail(small.values(), hash);
    }

    boolean isLike(Thumbnail other) {
        if (Long.bitCount(hash ^ other.hash) > MOST_BITS) {
            return false;
        }
        int difference = 0;
        for (int index = 0; index < values.length; index++) {
            difference += Math.abs((values[index] & 0xff) - (other.values[index] & 0xff));
        }
        return difference <= NOISE * values.length + SHARE_OF_CONTRAST * contrast();
    }

    /** How far all values lie from their mean, added up: thin lines on a ground have little. */
    private double contrast() {
        double mean = 0;
        for (byte value : values) {
            mean += (value & 0xff) / (double) values.length;
        }
        double sum = 0;
        for (byte value : values) {
            sum += Math.abs((value & 0xff) - mean);
        }
        return sum;
    }
}
