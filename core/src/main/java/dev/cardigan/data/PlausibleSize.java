package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Refuses a GIF or BMP whose header promises more pixels than its bytes can hold, before memory is
 * taken for them.
 */
final class PlausibleSize {

    /** A code of LZW takes 9 bits or more and stands for at most 4096 pixels. */
    private static final long GIF_PIXELS_PER_BYTE = 4096;

    /** Black and white without compression. */
    private static final long PLAIN_BMP_PIXELS_PER_BYTE = 8;

    /** A jump in a run-length coded BMP takes 4 bytes and skips up to 255 rows and columns. */
    private static final long PACKED_BMP_PIXELS_PER_BYTE = 255 * 255 / 4 + 1;

    private static final int OS2_HEADER_BYTES = 12;

    private PlausibleSize() {}

    static void check(PictureHeader header, byte[] bytes) throws UnreadablePictureException {
        long perByte =
                header.format() == PictureFormat.GIF ? GIF_PIXELS_PER_BYTE : bmpPixels(bytes);
        if (header.width() * header.height() > perByte * bytes.length) {
            throw new UnreadablePictureException(
                    "the %s header says %dx%d, but %d bytes cannot hold so much"
                            .formatted(
                                    header.format(),
                                    header.width(),
                                    header.height(),
                                    bytes.length));
        }
    }

    private static long bmpPixels(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean canBePacked =
                file.getInt(14) != OS2_HEADER_BYTES && bytes.length >= 34 && file.getInt(30) != 0;
        return canBePacked ? PACKED_BMP_PIXELS_PER_BYTE : PLAIN_BMP_PIXELS_PER_BYTE;
    }
}
