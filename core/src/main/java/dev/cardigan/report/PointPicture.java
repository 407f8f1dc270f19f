package dev.cardigan.report;

import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Points as a square picture: real ones faint, generated ones bright. Two dimensions become a map
 * from above, one becomes two histograms. The frame depends on the real points alone, so that the
 * pictures of a run can be laid over each other.
 */
public final class PointPicture {

    private static final int SIDE = 400;
    private static final int BINS = 80;
    private static final int[] PAPER = {0x12, 0x14, 0x18};
    private static final int[] REAL = {0x50, 0x5C, 0x70};
    private static final int[] GENERATED = {0xFF, 0xA0, 0x40};

    /** Room around the real points, as a share of their extent. */
    private static final double MARGIN = 0.15;

    private final float[] real;
    private final float[] generated;
    private final int dimensions;

    private PointPicture(float[] real, float[] generated, int dimensions) {
        this.real = real;
        this.generated = generated;
        this.dimensions = dimensions;
    }

    /**
     * @param real points [count, dimensions], row by row, at least one
     * @param generated points of as many dimensions
     * @param dimensions 1 or 2
     * @throws ShapeException if the numbers do not fit
     */
    public static PointPicture of(float[] real, float[] generated, int dimensions) {
        boolean fits =
                (dimensions == 1 || dimensions == 2)
                        && real.length > 0
                        && real.length % dimensions == 0
                        && generated.length % dimensions == 0;
        if (!fits) {
            throw new ShapeException(
                    "Picture of points: expected whole points of 1 or 2 dimensions, found %d and %d numbers for %d dimensions."
                            .formatted(real.length, generated.length, dimensions));
        }
        return new PointPicture(real, generated, dimensions);
    }

    /** Draws it: red, green and blue. Points outside the frame are left out. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        WritableRaster raster = image.getRaster();
        fill(raster, 0, 0, SIDE, SIDE, PAPER);
        if (dimensions == 1) {
            drawHistogram(raster, real, REAL, 1);
            drawHistogram(raster, generated, GENERATED, 3);
        } else {
            drawPoints(raster, real, REAL, 1);
            drawPoints(raster, generated, GENERATED, 2);
        }
        return image;
    }

    private void drawPoints(WritableRaster raster, float[] points, int[] ink, int size) {
        double[] across = extent(0);
        double[] up = extent(1);
        for (int i = 0; i < points.length; i += 2) {
            int x = place(points[i], across, SIDE);
            int y = SIDE - 1 - place(points[i + 1], up, SIDE);
            if (x >= 0 && y >= 0 && x <= SIDE - size && y <= SIDE - size) {
                fill(raster, x, y, size, size, ink);
            }
        }
    }

    /** Bars narrower by {@code gap} pixels, as high as the share of the points in each bin. */
    private void drawHistogram(WritableRaster raster, float[] points, int[] ink, int gap) {
        int[] counts = counts(points);
        int largestReal = Arrays.stream(counts(real)).max().orElse(1);
        double scale = 0.8 * SIDE / largestReal * real.length / Math.max(1, points.length);
        int bar = SIDE / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            int height = (int) Math.min(SIDE, Math.round(counts[bin] * scale));
            fill(raster, bin * bar, SIDE - height, bar - gap, height, ink);
        }
    }

    private int[] counts(float[] points) {
        int[] counts = new int[BINS];
        double[] extent = extent(0);
        for (float point : points) {
            int bin = place(point, extent, BINS);
            if (bin >= 0 && bin < BINS) {
                counts[bin]++;
            }
        }
        return counts;
    }

    private static int place(double value, double[] extent, int cells) {
        double share = (value - extent[0]) / (extent[1] - extent[0]);
        return Double.isFinite(share) ? (int) Math.floor(share * cells) : -1;
    }

    /** Lowest and highest real coordinate with the margin. */
    private double[] extent(int axis) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < real.length; i += dimensions) {
            low = Math.min(low, real[i]);
            high = Math.max(high, real[i]);
        }
        double room = Math.max((high - low) * MARGIN, 1e-6);
        return new double[] {low - room, high + room};
    }

    private static void fill(
            WritableRaster raster, int left, int top, int width, int height, int[] ink) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                raster.setPixel(x, y, ink);
            }
        }
    }
}
