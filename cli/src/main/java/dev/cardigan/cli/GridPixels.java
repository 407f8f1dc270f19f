package dev.cardigan.cli;

import dev.cardigan.report.PictureGrid;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of one shape, and how they are laid out.
 *
 * @param pixels [count, channels, height, width], unsigned
 * @param shape [count, channels, height, width]
 * @param columns 0 for as near to a square as can be
 * @param rows labels of the rows
 * @param heads labels of the columns
 */
@SuppressWarnings("ArrayRecordComponent") // filled piece by piece, never compared
record GridPixels(byte[] pixels, int[] shape, int columns, List<String> rows, List<String> heads) {

    static final long MOST_PIXELS = 100_000_000;

    private static final int SMALLEST_SIDE = 64;

    /** All side by side. */
    Frames still() {
        PictureGrid grid = grid(pixels, shape[0]);
        if (columns > 0) {
            grid = grid.withColumns(columns).withRowLabels(rows).withColumnLabels(heads);
        }
        return Frames.still(grid.image());
    }

    /** One after the other. */
    Frames animated(Duration delay) {
        int size = shape[1] * shape[2] * shape[3];
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            byte[] one = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
            frames.add(grid(one, 1).image());
        }
        return new Frames(frames, Optional.of(delay));
    }

    private PictureGrid grid(byte[] values, int count) {
        PictureGrid grid = PictureGrid.of(values, count, shape[1], shape[2], shape[3]);
        long enlarged = (long) count * SMALLEST_SIDE * SMALLEST_SIDE;
        return enlarged < MOST_PIXELS / 10 ? grid.withPicturesOfAtLeast(SMALLEST_SIDE) : grid;
    }
}
