package dev.cardigan.data;

import java.util.Arrays;
import java.util.Locale;

/** What is made of a picture so that a network can learn the way back. */
public enum PairKind {
    /** Dark lines on white where brightness changes: the way back paints by lines. */
    EDGES,
    /** Without colour. */
    GREY,
    /** With a grey square over a random quarter: the way back fills gaps. */
    MASKED,
    /** Shrunk, bicubic with antialiasing. */
    SMALL;

    private static final int MASK = 128;

    /** Slope of brightness, in steps of 255 a pixel, that gives a black line. */
    private static final double STEEP = 48;

    /**
     * What is given to the network.
     *
     * @param factor how many times smaller {@link #SMALL} is
     * @param seed random places are drawn from it and {@code index}
     */
    public Pixels of(Pixels picture, int factor, long seed, long index) {
        return switch (this) {
            case EDGES -> edges(picture.grey());
            case GREY -> picture.grey();
            case MASKED -> masked(picture, Draws.of(seed, index));
            case SMALL ->
                    Bicubic.resize(
                            picture,
                            Math.max(1, picture.width() / factor),
                            Math.max(1, picture.height() / factor));
        };
    }

    /** As typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The length of Sobel's gradient as darkness. */
    private static Pixels edges(Pixels grey) {
        byte[] lines = new byte[grey.values().length];
        for (int y = 0; y < grey.height(); y++) {
            for (int x = 0; x < grey.width(); x++) {
                double across = slope(grey, x, y, 1, 0);
                double down = slope(grey, x, y, 0, 1);
                double darkness = Math.min(1, Math.hypot(across, down) / STEEP);
                lines[y * grey.width() + x] = (byte) Math.round(255 * (1 - darkness));
            }
        }
        return new Pixels(grey.width(), grey.height(), 1, lines);
    }

    /** Sobel: central differences, smoothed 1 2 1 to the side; in steps a pixel. */
    private static double slope(Pixels grey, int x, int y, int towardsX, int towardsY) {
        double sum = 0;
        for (int side = -1; side <= 1; side++) {
            int weight = 2 - Math.abs(side);
            int besideX = x + side * towardsY;
            int besideY = y + side * towardsX;
            sum +=
                    weight
                            * (inside(grey, besideX + towardsX, besideY + towardsY)
                                    - inside(grey, besideX - towardsX, besideY - towardsY));
        }
        return sum / 8;
    }

    private static int inside(Pixels grey, int x, int y) {
        return grey.at(
                Math.max(0, Math.min(grey.width() - 1, x)),
                Math.max(0, Math.min(grey.height() - 1, y)),
                0);
    }

    private static Pixels masked(Pixels picture, Draws draws) {
        int width = Math.max(1, picture.width() / 2);
        int height = Math.max(1, picture.height() / 2);
        int left = draws.below(picture.width() - width + 1);
        int top = draws.below(picture.height() - height + 1);
        byte[] square = new byte[width * height * picture.channels()];
        Arrays.fill(square, (byte) MASK);
        return picture.with(new Pixels(width, height, picture.channels(), square), left, top);
    }
}
