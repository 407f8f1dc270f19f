package dev.cardigan.data;

import java.util.Arrays;

/**
 * A black square on which a round pen leaves white lines. Each pixel keeps how deep its centre lies
 * inside the ink (negative: outside), from the exact distance to the pen's path, so that edges are
 * soft at every size and crossing strokes do not grow brighter than one.
 */
final class Canvas {

    // Width in pixels of the edge over which ink fades from white to black.
    private static final double SOFTNESS = 1.4;

    private final int side;
    private final double[] depth; // [side, side], pixels

    Canvas(int side) {
        this.side = side;
        depth = new double[side * side];
        Arrays.fill(depth, Double.NEGATIVE_INFINITY);
    }

    int side() {
        return side;
    }

    /** A straight line of a pen whose radius changes evenly on the way; all in pixels. */
    void line(
            double fromX,
            double fromY,
            double fromRadius,
            double toX,
            double toY,
            double toRadius) {
        double reach = Math.max(fromRadius, toRadius) + SOFTNESS;
        int left = pixel(Math.min(fromX, toX) - reach);
        int right = pixel(Math.max(fromX, toX) + reach);
        int top = pixel(Math.min(fromY, toY) - reach);
        int bottom = pixel(Math.max(fromY, toY) + reach);
        double runX = toX - fromX;
        double runY = toY - fromY;
        double squaredLength = Math.max(runX * runX + runY * runY, Double.MIN_NORMAL);
        for (int row = top; row <= bottom; row++) {
            double offsetY = row + 0.5 - fromY;
            for (int column = left; column <= right; column++) {
                double offsetX = column + 0.5 - fromX;
                double projected = (offsetX * runX + offsetY * runY) / squaredLength;
                double along = Math.max(0, Math.min(1, projected));
                double apartX = offsetX - along * runX;
                double apartY = offsetY - along * runY;
                double distance = Math.sqrt(apartX * apartX + apartY * apartY);
                double inside = fromRadius + along * (toRadius - fromRadius) - distance;
                int index = row * side + column;
                depth[index] = Math.max(depth[index], inside);
            }
        }
    }

    /** Writes the picture, one unsigned byte a pixel, black 0, from an offset on. */
    void copyTo(byte[] pixels, int offset) {
        for (int i = 0; i < depth.length; i++) {
            double ink = Math.max(0, Math.min(1, 0.5 + depth[i] / SOFTNESS));
            pixels[offset + i] = (byte) Math.round(255 * ink);
        }
    }

    private int pixel(double coordinate) {
        return Math.max(0, Math.min(side - 1, (int) Math.floor(coordinate)));
    }
}
