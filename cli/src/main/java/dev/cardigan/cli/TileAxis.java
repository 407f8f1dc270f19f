package dev.cardigan.cli;

import java.util.Arrays;

/**
 * How a side is cut into tiles that overlap, and how much each says at each place.
 *
 * <p>Of every tile the outermost {@code context} pixels are thrown away, because there the network
 * saw a border where there is none; over the next {@code blend} pixels a tile fades into its
 * neighbour. Where {@code context} is all that the network sees, no seam is left.
 *
 * @param starts of the tiles
 * @param length of each tile
 * @param borders between tiles, in the middle of where they fade; the ends of the side around them
 * @param shares [tile, place in the tile], which add up to 1 at every place of the side
 */
@SuppressWarnings("ArrayRecordComponent") // made here, never compared
record TileAxis(int[] starts, int length, int[] borders, float[][] shares) {

    /**
     * As few tiles as {@code tile} allows, none longer than they need be.
     *
     * @param side to be cut, a multiple of the stride
     * @param stride what the length of a tile must be a multiple of
     * @param tile greatest length of a tile; a shorter side is one tile
     */
    static TileAxis of(int side, int stride, int tile, int context, int blend) {
        if (side <= tile) {
            float[][] all = {new float[side]};
            Arrays.fill(all[0], 1);
            return new TileAxis(new int[] {0}, side, new int[] {0, side}, all);
        }
        int overlap = 2 * context + blend;
        int count = 1 + parts(side - tile, tile - overlap);
        int length = stride * parts(side + (count - 1) * overlap, count * stride);
        int[] starts = new int[count];
        int[] borders = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.min(i * (length - overlap), side - length);
            borders[i] = i == 0 ? 0 : starts[i] + context + blend / 2;
        }
        borders[count] = side;
        return new TileAxis(starts, length, borders, shares(side, starts, length, context, blend));
    }

    /** How many parts of {@code size} cover {@code whole}. */
    static int parts(int whole, int size) {
        return (whole + size - 1) / size;
    }

    private static float[][] shares(int side, int[] starts, int tile, int context, int blend) {
        double[] sums = new double[side];
        float[][] shares = new float[starts.length][tile];
        for (int i = 0; i < starts.length; i++) {
            boolean isLast = i == starts.length - 1;
            for (int at = 0; at < tile; at++) {
                double left = i == 0 ? 1 : ramp(at - context, blend);
                double right = isLast ? 1 : ramp(tile - 1 - at - context, blend);
                shares[i][at] = (float) (left * right);
                sums[starts[i] + at] += left * right;
            }
        }
        for (int i = 0; i < starts.length; i++) {
            for (int at = 0; at < tile; at++) {
                shares[i][at] /= (float) sums[starts[i] + at];
            }
        }
        return shares;
    }

    /** From 0 before the first pixel to 1 after {@code blend}. */
    private static double ramp(int distance, int blend) {
        return Math.max(0, Math.min(1, (distance + 0.5) / Math.max(1, blend)));
    }

    int count() {
        return starts.length;
    }
}
