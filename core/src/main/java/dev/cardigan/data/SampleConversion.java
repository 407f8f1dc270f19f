package dev.cardigan.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Turns what a decoder hands back into 8-bit samples, laid over white. Samples are taken from the
 * raster as they are stored: {@link BufferedImage#getRGB} would take grey through a linear colour
 * space and return it far too bright.
 */
final class SampleConversion {

    private static final int WHITE = 255;

    private SampleConversion() {}

    static Pixels toPixels(BufferedImage image) throws UnreadablePictureException {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette);
        }
        if (!(model instanceof ComponentColorModel)) {
            return fromPacked(image);
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> fromComponents(image, 1);
            case ColorSpace.TYPE_RGB -> fromComponents(toStandardRgb(image), 3);
            default ->
                    throw new UnreadablePictureException(
                            "its colour space (%s with %d components) is not read; save it as RGB"
                                    .formatted(name(model), model.getNumColorComponents()));
        };
    }

    /** In words, for reports: {@code grey}, {@code RGB}, {@code RGB+alpha 16 bit}. */
    static String mode(ColorModel model) {
        if (model instanceof IndexColorModel) {
            return "palette";
        }
        String alpha = model.hasAlpha() ? "+alpha" : "";
        int bits = model.getComponentSize(0);
        return name(model) + alpha + (bits > 8 ? " " + bits + " bit" : "");
    }

    private static String name(ColorModel model) {
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> "grey";
            case ColorSpace.TYPE_RGB -> "RGB";
            case ColorSpace.TYPE_CMYK -> "CMYK";
            case ColorSpace.TYPE_Lab -> "Lab";
            default -> "another colour space";
        };
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        int colours = palette.getMapSize();
        byte[] table = new byte[colours * 3];
        boolean isGrey = true;
        for (int index = 0; index < colours; index++) {
            int alpha = palette.getAlpha(index);
            table[3 * index] = overWhite(palette.getRed(index), alpha);
            table[3 * index + 1] = overWhite(palette.getGreen(index), alpha);
            table[3 * index + 2] = overWhite(palette.getBlue(index), alpha);
            isGrey &=
                    table[3 * index] == table[3 * index + 1]
                            && table[3 * index] == table[3 * index + 2];
        }
        int channels = isGrey ? 1 : 3;
        Pixels pixels = Pixels.white(raster.getWidth(), raster.getHeight(), channels);
        int[] row = new int[raster.getWidth()];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int colour : row) {
                // A damaged file may name a colour that the palette does not have; browsers and
                // libpng take the first then.
                int from = colour < colours ? colour : 0;
                System.arraycopy(table, from * 3, pixels.values(), to, channels);
                to += channels;
            }
        }
        return pixels;
    }

    /** Packed 5-6-5 or 8-8-8-8 pixels; these are always RGB, where getRGB is exact. */
    private static Pixels fromPacked(BufferedImage image) {
        Pixels pixels = Pixels.white(image.getWidth(), image.getHeight(), 3);
        int[] row = new int[image.getWidth()];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int colour : row) {
                int alpha = colour >>> 24;
                pixels.values()[to++] = overWhite(colour >> 16 & 0xff, alpha);
                pixels.values()[to++] = overWhite(colour >> 8 & 0xff, alpha);
                pixels.values()[to++] = overWhite(colour & 0xff, alpha);
            }
        }
        return pixels;
    }

    /** An embedded profile such as Display P3 changes what the numbers mean. */
    private static BufferedImage toStandardRgb(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model.getColorSpace().isCS_sRGB()) {
            return image;
        }
        int type = model.hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), type);
        return new ColorConvertOp(null).filter(image, converted);
    }

    private static Pixels fromComponents(BufferedImage image, int channels)
            throws UnreadablePictureException {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        checkStorage(model, raster);
        byte[] toEight = toEightBits(model.getComponentSize(0));
        int bands = raster.getNumBands();
        boolean hasAlpha = model.hasAlpha() && bands > channels;
        boolean isPremultiplied = model.isAlphaPremultiplied();
        Pixels pixels = Pixels.white(raster.getWidth(), raster.getHeight(), channels);
        int[] row = new int[raster.getWidth() * bands];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int alpha = hasAlpha ? toEight[row[from + channels]] & 0xff : WHITE;
                for (int channel = 0; channel < channels; channel++) {
                    int sample = toEight[row[from + channel]] & 0xff;
                    byte value =
                            isPremultiplied
                                    ? (byte) Math.min(WHITE, sample + WHITE - alpha)
                                    : overWhite(sample, alpha);
                    pixels.values()[to++] = value;
                }
            }
        }
        return pixels;
    }

    private static void checkStorage(ColorModel model, Raster raster)
            throws UnreadablePictureException {
        int storage = raster.getTransferType();
        int bits = model.getComponentSize(0);
        boolean isUnsigned = storage == DataBuffer.TYPE_BYTE || storage == DataBuffer.TYPE_USHORT;
        if (bits > 16 || !isUnsigned) {
            throw new UnreadablePictureException(
                    "its samples are %d-bit, signed or fractions; up to 16 bits unsigned are read"
                            .formatted(bits));
        }
    }

    /** For every sample of {@code bits} bits the nearest of 8 bits: the largest becomes 255. */
    private static byte[] toEightBits(int bits) {
        int largest = (1 << bits) - 1;
        byte[] table = new byte[largest + 1];
        for (int sample = 0; sample <= largest; sample++) {
            table[sample] = (byte) ((sample * 255L + largest / 2) / largest);
        }
        return table;
    }

    private static byte overWhite(int sample, int alpha) {
        return (byte) ((sample * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
    }
}
