package dev.cardigan.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a picture file says about itself, read without a decoder and without memory for pixels.
 *
 * @param width unsigned 32 bits as the file says it; not checked against any limit
 * @param height unsigned 32 bits as the file says it
 */
record PictureHeader(PictureFormat format, long width, long height) {

    /** Enough of a file's start to find the size in all but a few (large metadata comes first). */
    static final int HEAD_BYTES = 1 << 18;

    /**
     * Reads the header from the start of a file, or from all of it.
     *
     * @throws UnreadablePictureException if the format is not known or the bytes end too early
     */
    static PictureHeader of(byte[] bytes) throws UnreadablePictureException {
        Optional<PictureFormat> format = PictureFormat.of(bytes);
        if (format.isEmpty()) {
            throw new UnreadablePictureException(
                    "this is not a PNG, JPEG, GIF, BMP, WebP or TIFF file, whatever its name says");
        }
        try {
            return read(format.get(), bytes);
        } catch (BufferUnderflowException | IndexOutOfBoundsException endsEarly) {
            throw new UnreadablePictureException(
                    "the %s file ends inside its header".formatted(format.get()), endsEarly);
        }
    }

    private static PictureHeader read(PictureFormat format, byte[] bytes)
            throws UnreadablePictureException {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (format) {
            case PNG -> png(ByteBuffer.wrap(bytes));
            case JPEG -> jpeg(JpegMarkers.of(bytes));
            case GIF ->
                    new PictureHeader(
                            format,
                            Short.toUnsignedInt(little.getShort(6)),
                            Short.toUnsignedInt(little.getShort(8)));
            case BMP -> bmp(little);
            case WEBP -> webp(little);
            case TIFF -> {
                TiffDirectory directory = TiffDirectory.of(bytes, 0, bytes.length);
                yield new PictureHeader(format, directory.width(), directory.height());
            }
        };
    }

    private static PictureHeader png(ByteBuffer big) {
        // Signature (8), length (4), "IHDR" (4), then width and height.
        return new PictureHeader(
                PictureFormat.PNG,
                Integer.toUnsignedLong(big.getInt(16)),
                Integer.toUnsignedLong(big.getInt(20)));
    }

    private static PictureHeader jpeg(JpegMarkers markers) throws UnreadablePictureException {
        if (!markers.hasFrame()) {
            throw new UnreadablePictureException("the JPEG file ends before its frame header");
        }
        return new PictureHeader(PictureFormat.JPEG, markers.width(), markers.height());
    }

    private static PictureHeader bmp(ByteBuffer little) {
        int infoBytes = little.getInt(14);
        if (infoBytes == 12) { // OS/2: 16-bit sides
            return new PictureHeader(
                    PictureFormat.BMP,
                    Short.toUnsignedInt(little.getShort(18)),
                    Short.toUnsignedInt(little.getShort(20)));
        }
        // A negative height says that rows run from top to bottom.
        return new PictureHeader(
                PictureFormat.BMP, little.getInt(18), Math.abs((long) little.getInt(22)));
    }

    private static PictureHeader webp(ByteBuffer little) throws UnreadablePictureException {
        int chunk = little.getInt(12);
        if (chunk == fourLetters("VP8X")) {
            // 24-bit sides less one, at 24 and 27; the second is read one byte early.
            return new PictureHeader(
                    PictureFormat.WEBP,
                    (little.getInt(24) & 0xff_ffff) + 1L,
                    (little.getInt(26) >>> 8) + 1L);
        }
        if (chunk == fourLetters("VP8L")) {
            int bits = little.getInt(21);
            return new PictureHeader(
                    PictureFormat.WEBP, (bits & 0x3fff) + 1L, ((bits >>> 14) & 0x3fff) + 1L);
        }
        if (chunk == fourLetters("VP8 ")) {
            return new PictureHeader(
                    PictureFormat.WEBP, little.getShort(26) & 0x3fff, little.getShort(28) & 0x3fff);
        }
        throw new UnreadablePictureException("the WebP file does not start with a picture chunk");
    }

    /** A chunk name as the little-endian number that it is in the file. */
    private static int fourLetters(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
