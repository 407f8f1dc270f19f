package dev.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The marker segments of a JPEG file, walked from start to end. libjpeg fills the missing part of a
 * cut-off file with grey and only warns, so whether the end marker is there is checked here.
 *
 * @param width 0 without a frame header
 * @param height 0 without a frame header
 * @param components colour components: 1 grey, 3 YCbCr or RGB, 4 CMYK or YCCK
 * @param orientation as EXIF numbers it, 1 to 8
 * @param scanBytes bytes of entropy-coded data
 * @param complete whether the end marker was reached
 */
record JpegMarkers(
        int width, int height, int components, int orientation, long scanBytes, boolean complete) {

    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int APPLICATION_1 = 0xe1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    boolean hasFrame() {
        return components > 0;
    }

    static JpegMarkers of(byte[] bytes) {
        return new Walk(bytes).run();
    }

    /**
     * Refuses a file that is cut off, or whose data cannot fill the declared size: the component
     * with the finest sampling has one block for each 8x8 pixels, and Huffman codes spend at least
     * one bit on a block.
     */
    void check() throws UnreadablePictureException {
        if (!complete) {
            throw new UnreadablePictureException(
                    "the JPEG file is cut off: its end marker is missing");
        }
        long blocks = (long) ((width + 7) / 8) * ((height + 7) / 8);
        if (scanBytes * 8 < blocks) {
            throw new UnreadablePictureException(
                    "the JPEG header says %dx%d, but the file holds only %d bytes of picture data"
                            .formatted(width, height, scanBytes));
        }
    }

    /** One pass over the bytes. */
    private static final class Walk {
        private final byte[] bytes;
        private int position = 2;
        private int width;
        private int height;
        private int components;
        private int orientation = 1;
        private long scanBytes;

        Walk(byte[] bytes) {
            this.bytes = bytes;
        }

        JpegMarkers run() {
            boolean complete = false;
            while (!complete && toMarker()) {
                int marker = bytes[position++] & 0xff;
                complete = marker == END_OF_IMAGE;
                if (!complete && hasSegment(marker) && !segment(marker)) {
                    break;
                }
            }
            return new JpegMarkers(width, height, components, orientation, scanBytes, complete);
        }

        /** Moves to the byte after the next run of 0xff; false at the end. */
        private boolean toMarker() {
            while (position < bytes.length && (bytes[position] & 0xff) != 0xff) {
                position++;
            }
            while (position < bytes.length && (bytes[position] & 0xff) == 0xff) {
                position++;
            }
            return position < bytes.length;
        }

        private static boolean hasSegment(int marker) {
            // 0x00 is a stuffed byte, 0x01 and 0xd0 to 0xd8 stand alone.
            return marker > 0x01 && (marker < 0xd0 || marker > 0xd8);
        }

        /** Reads one segment and moves behind it; false if the file ends first. */
        private boolean segment(int marker) {
            if (position + 2 > bytes.length) {
                return false;
            }
            int length = unsignedShort(position);
            int end = position + length;
            if (length < 2 || end > bytes.length) {
                return false;
            }
            if (isFrame(marker) && length >= 8) {
                height = unsignedShort(position + 3);
                width = unsignedShort(position + 5);
                components = bytes[position + 7] & 0xff;
            }
            if (marker == APPLICATION_1 && isExif(position + 2, end)) {
                int start = position + 2 + EXIF.length;
                orientation = TiffDirectory.orientationOf(bytes, start, end - start);
            }
            position = end;
            if (marker == START_OF_SCAN) {
                skipScan();
            }
            return true;
        }

        private static boolean isFrame(int marker) {
            // 0xc4, 0xc8 and 0xcc lie in the range but are tables and a reserved marker.
            return marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc;
        }

        private boolean isExif(int start, int end) {
            return end - start > EXIF.length
                    && Arrays.equals(bytes, start, start + EXIF.length, EXIF, 0, EXIF.length);
        }

        /** Moves to the 0xff of the marker that ends the scan; restart markers belong to it. */
        private void skipScan() {
            int start = position;
            while (position + 1 < bytes.length) {
                int next = bytes[position + 1] & 0xff;
                boolean isMarker = (bytes[position] & 0xff) == 0xff;
                if (isMarker && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    scanBytes += position - start;
                    return;
                }
                position++;
            }
            position = bytes.length;
            scanBytes += position - start;
        }

        private int unsignedShort(int at) {
            return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
        }
    }
}
