package dev.cardigan.benchmarks.work;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Made pictures that are as large as photographs once they are files: smooth noise of all sizes,
 * the fine kind only where the picture is in focus, and shaded shapes before it.
 */
public final class Scene {

    private static final int CHANNELS = 3;

    /** Contrast of the largest noise, in steps of 256. */
    private static final double CONTRAST = 70;

    /** Noise of half the size has so much of the contrast: between a photograph and a fog. */
    private static final double FALL = 0.74;

    /** Cells of what is coarse: colours, and what is in focus, change slowly. */
    private static final int COARSE = 8;

    private static final double COLOUR = 0.35;
    private static final int SHAPES = 5;

    private final SplittableRandom random;
    private final int side;

    private Scene(long seed, int side) {
        this.random = new SplittableRandom(seed);
        this.side = side;
    }

    /** The picture of a seed, always the same, side x side, RGB. */
    public static BufferedImage of(long seed, int side) {
        return new Scene(seed, side).drawn();
    }

    private BufferedImage drawn() {
        double[] light = noise(2, COARSE);
        double[] detail = noise(2 * COARSE, side / 2);
        double[] focus = noise(2, COARSE);
        double[][] tints = {noise(2, COARSE), noise(2, COARSE), noise(2, COARSE)};
        double[] level = {level(), level(), level()};
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < side * side; at++) {
            int colour = 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                double sharp = Math.max(0, Math.min(1, 0.4 + focus[at] / CONTRAST));
                double value =
                        level[channel]
                                + light[at]
                                + sharp * detail[at]
                                + COLOUR * tints[channel][at];
                colour = colour << 8 | clamped(value);
            }
            image.setRGB(at % side, at / side, colour);
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int shape = 0; shape < SHAPES; shape++) {
            graphics.setPaint(shading());
            graphics.fill(shape());
        }
        graphics.dispose();
        return image;
    }

    /** Values about 0 for every place: lattices of so many cells and twice as many, up to most. */
    private double[] noise(int least, int most) {
        double[] plane = new double[side * side];
        double contrast = CONTRAST;
        for (int cells = 2; cells <= most; cells *= 2) {
            if (cells >= least) {
                addLattice(plane, cells, contrast);
            }
            contrast *= FALL;
        }
        return plane;
    }

    private void addLattice(double[] plane, int cells, double contrast) {
        double[][] corners = new double[cells + 1][cells + 1];
        for (double[] row : corners) {
            for (int x = 0; x <= cells; x++) {
                row[x] = contrast * (2 * random.nextDouble() - 1);
            }
        }
        for (int at = 0; at < plane.length; at++) {
            double x = (at % side) * (double) cells / side;
            int line = at / side;
            double y = line * (double) cells / side;
            int left = (int) x;
            int top = (int) y;
            double right = smooth(x - left);
            double above = blend(corners[top][left], corners[top][left + 1], right);
            double below = blend(corners[top + 1][left], corners[top + 1][left + 1], right);
            plane[at] += blend(above, below, smooth(y - top));
        }
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double blend(double from, double to, double t) {
        return from + (to - from) * t;
    }

    private double level() {
        return 70 + 110 * random.nextDouble();
    }

    private GradientPaint shading() {
        return new GradientPaint(place(), place(), colour(), place(), place(), colour());
    }

    private Shape shape() {
        float width = side * (0.08f + 0.3f * random.nextFloat());
        float height = side * (0.08f + 0.3f * random.nextFloat());
        float left = place() - width / 2;
        float top = place() - height / 2;
        return random.nextBoolean()
                ? new Ellipse2D.Float(left, top, width, height)
                : new Rectangle2D.Float(left, top, width, height);
    }

    private float place() {
        return side * random.nextFloat();
    }

    /** Some of what lies behind shines through. */
    private Color colour() {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 200);
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
