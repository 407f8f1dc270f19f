package dev.cardigan.report;

import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;

/**
 * Many small pictures as one: rows and columns with a gap between them, enlarged by a whole number
 * so that every pixel stays a crisp square, with optional labels at the left of each row and above
 * each column.
 */
public final class PictureGrid {

    private static final int GAP = 2;
    private static final int MARGIN = 4;
    private static final int BACKGROUND = 0x18;
    private static final int INK = 0xE0;

    private final byte[] pixels;
    private final int count;
    private final int channels;
    private final int height;
    private final int width;
    private final int columns;
    private final int scale;
    private final List<String> rowLabels;
    private final List<String> columnLabels;

    private PictureGrid(
            byte[] pixels,
            int[] shape,
            int columns,
            int scale,
            List<String> rowLabels,
            List<String> columnLabels) {
        this.pixels = pixels;
        this.count = shape[0];
        this.channels = shape[1];
        this.height = shape[2];
        this.width = shape[3];
        this.columns = columns;
        this.scale = scale;
        this.rowLabels = rowLabels;
        this.columnLabels = columnLabels;
    }

    /**
     * Takes pictures as the engine lays them out; the bytes are not copied. The grid is as near to
     * a square as it can be.
     *
     * @param pixels unsigned bytes, {@code [count, channels, height, width]}
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @throws ShapeException if a size is below 1, the channels are not 1 or 3, or the number of
     *     bytes is another
     */
    public static PictureGrid of(byte[] pixels, int count, int channels, int height, int width) {
        int[] shape = {count, channels, height, width};
        boolean sensible = count > 0 && height > 0 && width > 0 && (channels == 1 || channels == 3);
        long expected = (long) count * channels * height * width;
        if (!sensible || pixels.length != expected) {
            throw new ShapeException(
                    "Picture grid: expected [pictures, 1 or 3, height, width] with one byte for each"
                            + " value, found "
                            + Arrays.toString(shape)
                            + " with "
                            + pixels.length
                            + " bytes.");
        }
        int columns = (int) Math.ceil(Math.sqrt(count));
        return new PictureGrid(pixels, shape, columns, 1, List.of(), List.of());
    }

    /**
     * @param columns pictures in a row, 1 or above
     * @throws ShapeException if below 1
     */
    public PictureGrid withColumns(int columns) {
        return new PictureGrid(
                pixels, shape(), positive("columns", columns), scale, rowLabels, columnLabels);
    }

    /**
     * @param scale screen pixels for a picture's pixel in both directions, 1 or above
     * @throws ShapeException if below 1
     */
    public PictureGrid withScale(int scale) {
        return new PictureGrid(
                pixels, shape(), columns, positive("scale", scale), rowLabels, columnLabels);
    }

    /**
     * Enlarges by the smallest whole number that makes each picture at least this large.
     *
     * @param shortestSide in pixels, 1 or above
     * @throws ShapeException if below 1
     */
    public PictureGrid withPicturesOfAtLeast(int shortestSide) {
        int side = Math.min(height, width);
        return withScale((positive("shortest side", shortestSide) + side - 1) / side);
    }

    /**
     * @param labels one for each row from the top, drawn in capitals; fewer leave rows without one
     * @throws ShapeException if there are more labels than rows
     */
    public PictureGrid withRowLabels(List<String> labels) {
        if (labels.size() > rows()) {
            throw new ShapeException(
                    "Picture grid: expected at most "
                            + rows()
                            + " row labels, one for each row, found "
                            + labels.size()
                            + "; set the columns before the labels.");
        }
        return new PictureGrid(pixels, shape(), columns, scale, List.copyOf(labels), columnLabels);
    }

    /**
     * @param labels one for each column from the left, drawn in capitals above it
     * @throws ShapeException if there are more labels than columns
     */
    public PictureGrid withColumnLabels(List<String> labels) {
        if (labels.size() > columns) {
            throw new ShapeException(
                    "Picture grid: expected at most "
                            + columns
                            + " column labels, found "
                            + labels.size()
                            + "; set the columns before the labels.");
        }
        return new PictureGrid(pixels, shape(), columns, scale, rowLabels, List.copyOf(labels));
    }

    /** Draws the grid: 8-bit grey for one channel, red, green and blue for three. */
    public BufferedImage image() {
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        int left = labelWidth();
        int imageWidth = left + columns * (width * scale + GAP) + GAP;
        int above = headHeight();
        int imageHeight = above + rows() * (height * scale + GAP) + GAP;
        BufferedImage image = new BufferedImage(imageWidth, imageHeight, type);
        WritableRaster raster = image.getRaster();
        fill(raster);
        for (int row = 0; row < rowLabels.size(); row++) {
            drawRowLabel(raster, row, above);
        }
        for (int column = 0; column < columnLabels.size(); column++) {
            drawColumnLabel(raster, column, left);
        }
        for (int picture = 0; picture < count; picture++) {
            int x = left + GAP + picture % columns * (width * scale + GAP);
            int y = above + GAP + picture / columns * (height * scale + GAP);
            drawPicture(raster, picture, x, y);
        }
        return image;
    }

    private void drawPicture(WritableRaster raster, int picture, int left, int top) {
        int[] line = new int[width * scale];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int start = ((picture * channels + channel) * height + y) * width;
                for (int x = 0; x < line.length; x++) {
                    line[x] = pixels[start + x / scale] & 0xFF;
                }
                for (int copy = 0; copy < scale; copy++) {
                    int screenY = top + y * scale + copy;
                    raster.setSamples(left, screenY, line.length, 1, channel, line);
                }
            }
        }
    }

    private void drawColumnLabel(WritableRaster raster, int column, int left) {
        int size = headSize();
        String label = columnLabels.get(column);
        int free = width * scale - size * PixelFont.width(label);
        int start = left + GAP + column * (width * scale + GAP) + Math.max(0, free / 2);
        PixelFont.draw(label, (x, y) -> dot(raster, start + x * size, MARGIN + y * size, size));
    }

    private void drawRowLabel(WritableRaster raster, int row, int above) {
        int cell = height * scale + GAP;
        int size = labelSize();
        int top =
                above
                        + GAP
                        + row * cell
                        + Math.max(0, (cell - GAP - size * PixelFont.GLYPH_HEIGHT) / 2);
        PixelFont.draw(
                rowLabels.get(row), (x, y) -> dot(raster, MARGIN + x * size, top + y * size, size));
    }

    private void dot(WritableRaster raster, int left, int top, int size) {
        for (int y = top; y < Math.min(top + size, raster.getHeight()); y++) {
            for (int x = left; x < Math.min(left + size, raster.getWidth()); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    raster.setSample(x, y, channel, INK);
                }
            }
        }
    }

    private void fill(WritableRaster raster) {
        int[] background = new int[raster.getWidth() * raster.getHeight()];
        Arrays.fill(background, BACKGROUND);
        for (int channel = 0; channel < channels; channel++) {
            raster.setSamples(0, 0, raster.getWidth(), raster.getHeight(), channel, background);
        }
    }

    private int labelWidth() {
        int longest = rowLabels.stream().mapToInt(PixelFont::width).max().orElse(0);
        return longest == 0 ? 0 : longest * labelSize() + 2 * MARGIN - GAP;
    }

    private int headHeight() {
        return columnLabels.isEmpty() ? 0 : headSize() * PixelFont.GLYPH_HEIGHT + 2 * MARGIN - GAP;
    }

    /** As the rows' letters, but no wider than a picture. */
    private int headSize() {
        int longest = columnLabels.stream().mapToInt(PixelFont::width).max().orElse(0);
        return Math.max(1, Math.min(labelSize(), width * scale / Math.max(1, longest)));
    }

    /** Letters grow with the pictures, to a quarter of their height. */
    private int labelSize() {
        return Math.max(1, Math.min(4, height * scale / (4 * PixelFont.GLYPH_HEIGHT)));
    }

    private int rows() {
        return (count + columns - 1) / columns;
    }

    private int[] shape() {
        return new int[] {count, channels, height, width};
    }

    private static int positive(String what, int value) {
        if (value < 1) {
            throw new ShapeException(
                    "Picture grid: expected " + what + " of 1 or above, found " + value + ".");
        }
        return value;
    }
}
