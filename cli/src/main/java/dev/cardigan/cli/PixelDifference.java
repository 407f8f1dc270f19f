package dev.cardigan.cli;

import dev.cardigan.report.Png;

/**
 * How the pixels of two PNG files differ, all frames of animations included.
 *
 * @param count values that differ
 * @param largest difference, of 255
 */
record PixelDifference(long count, int largest) {

    private static final int BYTE = 0xFF;

    /**
     * @param where names the pictures in errors
     */
    static PixelDifference between(String where, byte[] one, byte[] other) {
        byte[] first = Png.samples(where, one);
        byte[] second = Png.samples(where, other);
        long count = Math.abs((long) first.length - second.length);
        int largest = count > 0 ? BYTE : 0;
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            int apart = Math.abs((first[i] & BYTE) - (second[i] & BYTE));
            count += apart > 0 ? 1 : 0;
            largest = Math.max(largest, apart);
        }
        return new PixelDifference(count, largest);
    }
}
