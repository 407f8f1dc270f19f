package dev.cardigan.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first directory of a TIFF file, or of the TIFF block that carries EXIF inside other formats.
 *
 * @param width 0 where the directory does not say
 * @param height 0 where the directory does not say
 * @param orientation as EXIF numbers it, 1 (upright) to 8
 */
record TiffDirectory(long width, long height, int orientation) {

    private static final int WIDTH_TAG = 256;
    private static final int HEIGHT_TAG = 257;
    private static final int ORIENTATION_TAG = 274;
    private static final int SHORT_TYPE = 3;
    private static final int ENTRY_BYTES = 12;

    /**
     * @throws IndexOutOfBoundsException if the block ends inside its directory
     */
    static TiffDirectory of(byte[] bytes, int start, int length) {
        ByteBuffer block = ByteBuffer.wrap(bytes, start, length).slice();
        block.order(block.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int directory = block.getInt(4);
        int entries = Short.toUnsignedInt(block.getShort(directory));
        long width = 0;
        long height = 0;
        int orientation = 1;
        for (int index = 0; index < entries; index++) {
            int entry = directory + 2 + index * ENTRY_BYTES;
            switch (Short.toUnsignedInt(block.getShort(entry))) {
                case WIDTH_TAG -> width = value(block, entry);
                case HEIGHT_TAG -> height = value(block, entry);
                case ORIENTATION_TAG -> orientation = orientation(value(block, entry));
                default -> {
                    // Any other tag; the decoder reads those it needs.
                }
            }
        }
        return new TiffDirectory(width, height, orientation);
    }

    /** The orientation that an EXIF block asks for; 1 where the block is damaged. */
    static int orientationOf(byte[] bytes, int start, int length) {
        try {
            return of(bytes, start, length).orientation();
        } catch (IndexOutOfBoundsException damaged) {
            // EXIF is an extra: a sound picture with a damaged extra is shown as it is stored.
            return 1;
        }
    }

    private static long value(ByteBuffer block, int entry) {
        boolean isShort = Short.toUnsignedInt(block.getShort(entry + 2)) == SHORT_TYPE;
        return isShort
                ? Short.toUnsignedInt(block.getShort(entry + 8))
                : Integer.toUnsignedLong(block.getInt(entry + 8));
    }

    private static int orientation(long value) {
        return value >= 1 && value <= 8 ? (int) value : 1;
    }
}
