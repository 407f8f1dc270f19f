package dev.cardigan.report;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import java.awt.image.BufferedImage;

/**
 * A picture as lines of terminal text. A character cell is taken as twice as high as wide, so a
 * cell holds two square pixels, one above the other.
 */
public final class TerminalPicture {

    private static final String ESCAPE = "\u001b[";
    private static final String UPPER_HALF_BLOCK = "\u2580";

    /** From dark to bright on a dark terminal. */
    private static final String RAMP = " .:-=+*#%@";

    private final Pixels pixels;

    private TerminalPicture(Pixels pixels) {
        this.pixels = pixels;
    }

    /**
     * @throws ShapeException if the picture has transparency or 16-bit grey
     */
    public static TerminalPicture of(BufferedImage image) {
        return new TerminalPicture(Pixels.from(image));
    }

    /**
     * Half blocks in 24-bit colour, the upper pixel as ink and the lower as paper. Every line ends
     * with a reset and a line feed.
     *
     * @param columns width in characters, 1 or above
     * @throws ConfigException if the columns are below 1
     */
    public String inColour(int columns) {
        int rows = rows(columns);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            String before = "";
            for (int column = 0; column < columns; column++) {
                String colours =
                        ESCAPE
                                + "38;2;"
                                + colour(column, 2 * row, columns, 2 * rows)
                                + ";48;2;"
                                + colour(column, 2 * row + 1, columns, 2 * rows)
                                + "m";
                text.append(colours.equals(before) ? "" : colours).append(UPPER_HALF_BLOCK);
                before = colours;
            }
            text.append(ESCAPE).append("0m\n");
        }
        return text.toString();
    }

    /**
     * Plain ASCII, for terminals without colour and for log files: the brighter, the denser.
     *
     * @param columns width in characters, 1 or above
     * @throws ConfigException if the columns are below 1
     */
    public String inAscii(int columns) {
        int rows = rows(columns);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double[] mean = mean(column, row, columns, rows);
                // Rec. 709 weights.
                double light = 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
                text.append(RAMP.charAt((int) Math.round(light / 255 * (RAMP.length() - 1))));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int rows(int columns) {
        if (columns < 1) {
            throw new ConfigException(
                    "Terminal picture: expected a width of 1 column or more, found "
                            + columns
                            + ".");
        }
        double halfCells = (double) pixels.height() * columns / pixels.width();
        return (int) Math.max(1, Math.round(halfCells / 2));
    }

    private String colour(int x, int y, int columns, int rows) {
        double[] mean = mean(x, y, columns, rows);
        return Math.round(mean[0]) + ";" + Math.round(mean[1]) + ";" + Math.round(mean[2]);
    }

    /** Mean red, green and blue of one cell of a columns x rows raster over the picture. */
    private double[] mean(int column, int row, int columns, int rows) {
        int left = (int) ((long) column * pixels.width() / columns);
        int right = Math.max(left + 1, (int) ((column + 1L) * pixels.width() / columns));
        int top = (int) ((long) row * pixels.height() / rows);
        int bottom = Math.max(top + 1, (int) ((row + 1L) * pixels.height() / rows));
        double[] sum = new double[3];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum[0] += pixels.red(x, y);
                sum[1] += pixels.green(x, y);
                sum[2] += pixels.blue(x, y);
            }
        }
        double area = (double) (right - left) * (bottom - top);
        return new double[] {sum[0] / area, sum[1] / area, sum[2] / area};
    }
}
