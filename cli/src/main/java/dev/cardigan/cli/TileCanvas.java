package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import java.util.Arrays;

/**
 * Where finished tiles fade into each other and become a picture. Tiles come row by row; one row of
 * them is held in floats.
 */
final class TileCanvas {

    /** A pixel of 0 to 255 is a value of -1 to 1. */
    static final double HALF_RANGE = 127.5;

    private final TileAxis across;
    private final TileAxis down;
    private final int channels;
    private final int factor;
    private final int line;
    private final float[] band;
    private final Pixels result;

    /**
     * @param across and {@code down}: how the picture that went in is cut
     * @param factor how many times larger its sides become
     * @param width of the finished picture
     * @param height of the finished picture
     */
    TileCanvas(TileAxis across, TileAxis down, int channels, int factor, int width, int height) {
        this.across = across;
        this.down = down;
        this.channels = channels;
        this.factor = factor;
        line = (across.starts()[across.count() - 1] + across.length()) * factor;
        band = new float[channels * down.length() * factor * line];
        int count = Math.multiplyExact(Math.multiplyExact(width, height), channels);
        result = new Pixels(width, height, channels, new byte[count]);
    }

    /**
     * @param made [channels, height, width] of the tile in this row and column
     */
    void add(float[] made, int row, int column) {
        int width = across.length() * factor;
        int height = down.length() * factor;
        int left = across.starts()[column] * factor;
        float[] shareAcross = across.shares()[column];
        float[] shareDown = down.shares()[row];
        int plane = band.length / channels;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int from = (channel * height + y) * width;
                int to = channel * plane + y * line + left;
                float share = shareDown[y / factor];
                for (int x = 0; x < width; x++) {
                    band[to + x] += share * shareAcross[x / factor] * made[from + x];
                }
            }
        }
        if (column == across.count() - 1) {
            finish(row);
        }
    }

    /** What no further row of tiles reaches leaves the band. */
    private void finish(int row) {
        int top = down.starts()[row];
        int rows = row == down.count() - 1 ? down.length() : down.starts()[row + 1] - top;
        write(top * factor, rows * factor);
        move(rows * factor);
    }

    private void write(int top, int rows) {
        int plane = band.length / channels;
        for (int y = 0; y < Math.min(rows, result.height() - top); y++) {
            for (int x = 0; x < result.width(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double value = (band[channel * plane + y * line + x] + 1) * HALF_RANGE;
                    result.values()[((top + y) * result.width() + x) * channels + channel] =
                            (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
    }

    private void move(int rows) {
        int plane = band.length / channels;
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * plane;
            int gone = Math.min(plane, rows * line);
            System.arraycopy(band, start + gone, band, start, plane - gone);
            Arrays.fill(band, start + plane - gone, start + plane, 0);
        }
    }

    /** The picture, once every tile was added. */
    Pixels finished() {
        return result;
    }
}
