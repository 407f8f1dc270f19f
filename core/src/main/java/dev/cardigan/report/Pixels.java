package dev.cardigan.report;

import dev.cardigan.error.ShapeException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;

/**
 * The bytes of a picture, row by row, its channels side by side: {@code [height, width, channels]}.
 * Grey values are taken as they are stored; {@link BufferedImage#getRGB} would bend them by the
 * curve between Java's linear grey and sRGB.
 */
final class Pixels {

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] samples;

    private Pixels(int width, int height, int channels, byte[] samples) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.samples = samples;
    }

    static Pixels from(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (colours.hasAlpha()) {
            throw new ShapeException(
                    "Picture of "
                            + image.getWidth()
                            + "x"
                            + image.getHeight()
                            + ": expected no transparency, found an alpha channel; draw it on a"
                            + " background first.");
        }
        if (colours.getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
            return colour(image);
        }
        if (colours.getComponentSize(0) != Byte.SIZE) {
            throw new ShapeException(
                    "Grey picture: expected 8 bits a pixel, found "
                            + colours.getComponentSize(0)
                            + "; convert it to 8 bits first.");
        }
        return grey(image);
    }

    /** The same picture as red, green and blue, whose bytes every Java writer takes as they are. */
    BufferedImage toRgbImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, red(x, y) << 16 | green(x, y) << 8 | blue(x, y));
            }
        }
        return image;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 1 (grey) or 3 (red, green, blue). */
    int channels() {
        return channels;
    }

    /** The bytes themselves, not a copy. */
    byte[] samples() {
        return samples;
    }

    int red(int x, int y) {
        return sample(x, y, 0);
    }

    int green(int x, int y) {
        return sample(x, y, channels == 1 ? 0 : 1);
    }

    int blue(int x, int y) {
        return sample(x, y, channels == 1 ? 0 : 2);
    }

    private int sample(int x, int y, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xFF;
    }

    private static Pixels grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int[] values = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        byte[] samples = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            samples[i] = (byte) values[i];
        }
        return new Pixels(width, height, 1, samples);
    }

    private static Pixels colour(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] values = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] samples = new byte[3 * values.length];
        for (int i = 0; i < values.length; i++) {
            samples[3 * i] = (byte) (values[i] >> 16);
            samples[3 * i + 1] = (byte) (values[i] >> 8);
            samples[3 * i + 2] = (byte) values[i];
        }
        return new Pixels(width, height, 3, samples);
    }
}
