package dev.cardigan.report;

import dev.cardigan.error.ShapeException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * One drawing of an experiment's picture: heat, dots, arrows and curves over a fixed part of the
 * plane, so that the pictures of a run can be laid over each other. Things lie in the order they
 * are drawn.
 */
public final class Panel {

    private static final int SIDE = 260;
    private static final int GAP = 8;
    private static final int TITLE = 16;
    private static final int PAPER = 0x121418;
    private static final double ARROW_HEAD = 4;

    private final String title;
    private final double lowX;
    private final double highX;
    private final double lowY;
    private final double highY;
    private final BufferedImage image =
            new BufferedImage(SIDE, SIDE + TITLE, BufferedImage.TYPE_INT_RGB);

    private Panel(String title, double lowX, double highX, double lowY, double highY) {
        if (!(highX > lowX) || !(highY > lowY)) {
            throw new ShapeException(
                    "Panel '%s': expected a part of the plane, found x from %s to %s and y from %s to %s."
                            .formatted(title, lowX, highX, lowY, highY));
        }
        this.title = title;
        this.lowX = lowX;
        this.highX = highX;
        this.lowY = lowY;
        this.highY = highY;
        fill(image, 0, 0, SIDE, SIDE + TITLE, PAPER);
        write(image, title, 2, 4, Ink.FAINT.colour());
    }

    /**
     * @throws ShapeException if the part of the plane is empty
     */
    public static Panel of(String title, double lowX, double highX, double lowY, double highY) {
        return new Panel(title, lowX, highX, lowY, highY);
    }

    /** The same part along both axes. */
    public static Panel square(String title, double low, double high) {
        return new Panel(title, low, high, low, high);
    }

    /**
     * Colours cells over the whole panel: the first axis to the right, the last one upwards and
     * fastest. 0 is paper, 1 the full ink; values outside are cut.
     *
     * @param strength [columns * rows]
     * @throws ShapeException if there are not as many values
     */
    public Panel heat(double[] strength, int columns, int rows, Ink ink) {
        if (strength.length != columns * rows) {
            throw new ShapeException(
                    "Panel '%s': expected %d x %d values of heat, found %d."
                            .formatted(title, columns, rows, strength.length));
        }
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                int cell = x * columns / SIDE * rows + (SIDE - 1 - y) * rows / SIDE;
                double share = Math.max(0, Math.min(1, strength[cell]));
                if (share > 0) {
                    int below = image.getRGB(x, y + TITLE);
                    image.setRGB(x, y + TITLE, mixed(below, ink.colour(), share));
                }
            }
        }
        return this;
    }

    private static int mixed(int below, int above, double share) {
        int colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = below >> shift & 0xFF;
            int to = above >> shift & 0xFF;
            colour |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return colour;
    }

    /** Two pixels a point; those outside are left out. */
    public Panel dots(List<Point> points, Ink ink) {
        for (Point point : points) {
            int x = (int) Math.floor(x(point.x()));
            int y = (int) Math.floor(y(point.y()));
            boolean inside = x >= 0 && x < SIDE - 1 && y >= TITLE && y < SIDE + TITLE - 1;
            if (point.isFinite() && inside) {
                fill(image, x, y, 2, 2, ink.colour());
            }
        }
        return this;
    }

    /** A line through the points; it breaks where one is not finite. */
    public Panel curve(List<Point> points, Ink ink) {
        Path2D path = new Path2D.Double();
        boolean connected = false;
        for (Point point : points) {
            if (!point.isFinite()) {
                connected = false;
                continue;
            }
            if (connected) {
                path.lineTo(x(point.x()), y(point.y()));
            } else {
                path.moveTo(x(point.x()), y(point.y()));
            }
            connected = true;
        }
        Graphics2D graphics = graphics(ink, 1.6f);
        graphics.draw(path);
        graphics.dispose();
        return this;
    }

    /**
     * Arrows in the units of the axes.
     *
     * @param from where each begins
     * @param by how far each goes
     */
    public Panel arrows(List<Point> from, List<Point> by, Ink ink) {
        Graphics2D graphics = graphics(ink, 1f);
        for (int i = 0; i < from.size(); i++) {
            Point start = from.get(i);
            Point way = by.get(i);
            if (way.isFinite()) {
                arrow(
                        graphics,
                        x(start.x()),
                        y(start.y()),
                        x(start.x() + way.x()),
                        y(start.y() + way.y()));
            }
        }
        graphics.dispose();
        return this;
    }

    private static void arrow(Graphics2D graphics, double x, double y, double toX, double toY) {
        double angle = Math.atan2(toY - y, toX - x);
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        path.lineTo(toX, toY);
        double head = Math.min(ARROW_HEAD, Math.hypot(toX - x, toY - y) / 2);
        for (double side : new double[] {-0.5, 0.5}) {
            path.moveTo(toX, toY);
            path.lineTo(toX - head * Math.cos(angle + side), toY - head * Math.sin(angle + side));
        }
        graphics.draw(path);
    }

    private Graphics2D graphics(Ink ink, float width) {
        Graphics2D graphics = image.createGraphics();
        graphics.setClip(0, TITLE, SIDE, SIDE);
        graphics.setColor(new Color(ink.colour()));
        graphics.setStroke(new BasicStroke(width));
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return graphics;
    }

    private double x(double value) {
        return (value - lowX) / (highX - lowX) * SIDE;
    }

    private double y(double value) {
        return TITLE + (1 - (value - lowY) / (highY - lowY)) * SIDE;
    }

    /** Panels side by side over a caption, which is cut where it is too long. */
    public static BufferedImage row(List<Panel> panels, String caption) {
        int width = panels.size() * (SIDE + GAP) + GAP;
        int height = SIDE + 2 * TITLE + 2 * GAP;
        BufferedImage row = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(row, 0, 0, width, height, 0);
        for (int i = 0; i < panels.size(); i++) {
            row.getRaster().setRect(GAP + i * (SIDE + GAP), GAP, panels.get(i).image.getData());
        }
        int most = (width - 2 * GAP) / PixelFont.ADVANCE;
        String text = caption.substring(0, Math.min(most, caption.length()));
        write(row, text, GAP, height - TITLE, Ink.FORCE.colour());
        return row;
    }

    private static void write(BufferedImage image, String text, int left, int top, int colour) {
        PixelFont.draw(
                text.toUpperCase(Locale.ROOT),
                (x, y) -> {
                    if (left + x < image.getWidth()) {
                        image.setRGB(left + x, top + y, colour);
                    }
                });
    }

    private static void fill(
            BufferedImage image, int left, int top, int width, int height, int colour) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                image.setRGB(x, y, colour);
            }
        }
    }
}
