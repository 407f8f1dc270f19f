package dev.cardigan.report;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * The compressed rows of a PNG. Each row takes the filter with the smallest sum of absolute
 * differences, the heuristic that the PNG specification recommends (section 12.7).
 */
final class PngRows {

    private static final int FILTERS = 5;

    private PngRows() {}

    static byte[] deflate(Pixels pixels) {
        int rowBytes = pixels.width() * pixels.channels();
        byte[] above = new byte[rowBytes];
        byte[] row = new byte[rowBytes];
        byte[] filtered = new byte[pixels.height() * (rowBytes + 1)];
        byte[][] candidates = new byte[FILTERS][rowBytes + 1];
        for (int y = 0; y < pixels.height(); y++) {
            System.arraycopy(pixels.samples(), y * rowBytes, row, 0, rowBytes);
            byte[] best = best(row, above, pixels.channels(), candidates);
            System.arraycopy(best, 0, filtered, y * (rowBytes + 1), rowBytes + 1);
            byte[] swap = above;
            above = row;
            row = swap;
        }
        return compressed(filtered);
    }

    private static byte[] best(byte[] row, byte[] above, int pixelBytes, byte[][] candidates) {
        byte[] best = candidates[0];
        long smallest = Long.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            long sum = filter(filter, row, above, pixelBytes, candidates[filter]);
            if (sum < smallest) {
                smallest = sum;
                best = candidates[filter];
            }
        }
        return best;
    }

    private static long filter(int filter, byte[] row, byte[] above, int pixelBytes, byte[] to) {
        long sum = 0;
        to[0] = (byte) filter;
        for (int i = 0; i < row.length; i++) {
            int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xFF;
            int up = above[i] & 0xFF;
            int upLeft = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xFF;
            byte difference = (byte) (row[i] - predicted(filter, left, up, upLeft));
            to[i + 1] = difference;
            sum += Math.abs(difference);
        }
        return sum;
    }

    static int predicted(int filter, int left, int up, int upLeft) {
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, upLeft);
        };
    }

    /** The neighbour nearest to left + up - upLeft; ties in that order (section 9.4). */
    private static int paeth(int left, int up, int upLeft) {
        int toLeft = Math.abs(up - upLeft);
        int toUp = Math.abs(left - upLeft);
        int toUpLeft = Math.abs(left + up - 2 * upLeft);
        if (toLeft <= toUp && toLeft <= toUpLeft) {
            return left;
        }
        return toUp <= toUpLeft ? up : upLeft;
    }

    private static byte[] compressed(byte[] filtered) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(filtered);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(filtered.length / 2 + 64);
            byte[] block = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
