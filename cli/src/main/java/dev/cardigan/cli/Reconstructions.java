package dev.cardigan.cli;

import java.util.Arrays;

/**
 * Real pictures and what a GAN with an encoder made of them, laid out so that every row of real
 * ones stands above its reconstructions.
 *
 * @param real [count, channels, height, width], unsigned
 * @param again of the same shape
 * @param elements bytes of one picture
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record Reconstructions(byte[] real, byte[] again, int elements) {

    /** Whole rows of so many pictures, the last of either kind filled up with black. */
    byte[] rows(int columns) {
        int row = columns * elements;
        byte[] above = filled(real, row);
        byte[] below = filled(again, row);
        byte[] rows = new byte[above.length + below.length];
        for (int at = 0; at < above.length; at += row) {
            System.arraycopy(above, at, rows, 2 * at, row);
            System.arraycopy(below, at, rows, 2 * at + row, row);
        }
        return rows;
    }

    /** Other pictures in whole rows, and these rows below them. */
    byte[] below(byte[] others, int columns) {
        byte[] first = filled(others, columns * elements);
        byte[] rows = rows(columns);
        byte[] all = Arrays.copyOf(first, first.length + rows.length);
        System.arraycopy(rows, 0, all, first.length, rows.length);
        return all;
    }

    private static byte[] filled(byte[] pictures, int row) {
        return Arrays.copyOf(pictures, (pictures.length + row - 1) / row * row);
    }
}
