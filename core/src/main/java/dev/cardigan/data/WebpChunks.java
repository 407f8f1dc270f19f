package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The chunks of a WebP file. Its decoder takes missing bytes for zeros, so whether the file is
 * whole is checked here.
 *
 * @param orientation from the EXIF chunk, 1 to 8
 */
record WebpChunks(int orientation) {

    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FIRST_CHUNK = 12; // behind "RIFF", size and "WEBP"
    private static final int EXIF = 'E' | ('X' << 8) | ('I' << 16) | ('F' << 24);

    static WebpChunks of(byte[] bytes) throws UnreadablePictureException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long promised = Integer.toUnsignedLong(file.getInt(4)) + CHUNK_HEADER_BYTES;
        if (promised > bytes.length) {
            throw new UnreadablePictureException(
                    "the WebP file is cut off: it should have %d bytes, but has %d"
                            .formatted(promised, bytes.length));
        }
        int orientation = 1;
        long position = FIRST_CHUNK;
        while (position + CHUNK_HEADER_BYTES <= promised) {
            int start = (int) position;
            long length = Integer.toUnsignedLong(file.getInt(start + 4));
            long end = position + CHUNK_HEADER_BYTES + length;
            if (end > promised) {
                throw new UnreadablePictureException(
                        "the WebP file is cut off: a chunk of %d bytes reaches beyond the end"
                                .formatted(length));
            }
            if (file.getInt(start) == EXIF) {
                orientation =
                        TiffDirectory.orientationOf(
                                bytes, start + CHUNK_HEADER_BYTES, (int) length);
            }
            position = end + (length & 1); // chunks are padded to even lengths
        }
        return new WebpChunks(orientation);
    }
}
