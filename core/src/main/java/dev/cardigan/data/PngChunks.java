package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file, walked and checked. The decoder of the JDK does not look at check sums
 * and inflates text and profile chunks of any size, so it is only ever given {@link #essential}.
 *
 * @param essential a sound PNG with nothing but header, palette, transparency, data and end
 * @param orientation from the eXIf chunk, 1 to 8
 */
// Arrays are shared, not copied: these are the bytes themselves, and nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
record PngChunks(byte[] essential, int orientation) {

    private static final int SIGNATURE_BYTES = 8;
    private static final int FRAME_BYTES = 12; // length, name and check sum around a chunk's data
    private static final int HEADER_BYTES = 13;
    private static final int HEADER_NAME = 0x49484452; // "IHDR"
    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** Deflate spends at least 2 bits on 258 bytes (RFC 1951), so it cannot shrink further. */
    private static final long LARGEST_RATIO = 1032;

    /**
     * Walks all chunks up to the end chunk; what follows it is ignored.
     *
     * @throws UnreadablePictureException if the file is cut off, a needed chunk is damaged, or the
     *     data cannot fill the size in the header
     */
    static PngChunks of(byte[] bytes) throws UnreadablePictureException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        checkStart(file);
        ByteBuffer essential = ByteBuffer.allocate(bytes.length);
        essential.put(bytes, 0, SIGNATURE_BYTES);
        int position = SIGNATURE_BYTES;
        int orientation = 1;
        long dataBytes = 0;
        String name = "";
        while (!name.equals("IEND")) {
            int length = length(file, position);
            name = new String(bytes, position + 4, 4, StandardCharsets.ISO_8859_1);
            if (NEEDED.contains(name)) {
                checkSum(bytes, position, length, name);
                essential.put(bytes, position, length + FRAME_BYTES);
            }
            dataBytes += name.equals("IDAT") ? length : 0;
            if (name.equals("eXIf")) {
                orientation = TiffDirectory.orientationOf(bytes, position + 8, length);
            }
            position += length + FRAME_BYTES;
        }
        checkPlausible(file, dataBytes);
        return new PngChunks(Arrays.copyOf(essential.array(), essential.position()), orientation);
    }

    private static void checkStart(ByteBuffer file) throws UnreadablePictureException {
        int length = length(file, SIGNATURE_BYTES);
        if (length != HEADER_BYTES || file.getInt(SIGNATURE_BYTES + 4) != HEADER_NAME) {
            throw new UnreadablePictureException(
                    "the PNG file does not start with a header chunk of 13 bytes");
        }
    }

    private static int length(ByteBuffer file, int position) throws UnreadablePictureException {
        long left = (long) file.capacity() - position - FRAME_BYTES;
        if (left < 0) {
            throw new UnreadablePictureException("the PNG file is cut off: its end is missing");
        }
        long length = Integer.toUnsignedLong(file.getInt(position));
        if (length > left) {
            throw new UnreadablePictureException(
                    "the PNG file is cut off: a chunk of %d bytes has only %d"
                            .formatted(length, left));
        }
        return (int) length;
    }

    private static void checkSum(byte[] bytes, int position, int length, String name)
            throws UnreadablePictureException {
        CRC32 sum = new CRC32();
        sum.update(bytes, position + 4, length + 4);
        long stored = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(position + 8 + length));
        if (sum.getValue() != stored) {
            throw new UnreadablePictureException(
                    "the PNG file is damaged: the check sum of its %s chunk is %08x, expected %08x"
                            .formatted(name, sum.getValue(), stored));
        }
    }

    private static void checkPlausible(ByteBuffer file, long dataBytes)
            throws UnreadablePictureException {
        long width = Integer.toUnsignedLong(file.getInt(16));
        long height = Integer.toUnsignedLong(file.getInt(20));
        int bitDepth = file.get(24);
        int samples =
                switch (file.get(25)) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        long needed = height * ((width * samples * bitDepth + 7) / 8);
        if (needed > (dataBytes + 1) * LARGEST_RATIO) {
            throw new UnreadablePictureException(
                    "the PNG header says %dx%d, but %d bytes of data cannot hold so much"
                            .formatted(width, height, dataBytes));
        }
    }
}
