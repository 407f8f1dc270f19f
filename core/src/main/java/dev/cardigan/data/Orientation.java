package dev.cardigan.data;

/** How the pixels of a file must be turned to stand upright, as EXIF numbers it (tag 274). */
final class Orientation {

    private Orientation() {}

    /**
     * Turns a picture upright.
     *
     * @param stored the pixels in the order of the file
     * @param orientation 1 to 8; 1 leaves the picture as it is
     */
    static Pixels upright(Pixels stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean swapsSides = orientation >= 5;
        int width = swapsSides ? stored.height() : stored.width();
        int height = swapsSides ? stored.width() : stored.height();
        int channels = stored.channels();
        byte[] turned = new byte[stored.values().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = sourceIndex(x, y, stored, orientation) * channels;
                System.arraycopy(
                        stored.values(), from, turned, (y * width + x) * channels, channels);
            }
        }
        return new Pixels(width, height, channels, turned);
    }

    /** Which stored pixel, counted in rows, is seen at {@code (x, y)} of the upright picture. */
    private static int sourceIndex(int x, int y, Pixels stored, int orientation) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        int column =
                switch (orientation) {
                    case 2, 3 -> right - x;
                    case 4 -> x;
                    case 5, 6 -> y;
                    case 7, 8 -> right - y;
                    default -> throw new IllegalArgumentException("orientation " + orientation);
                };
        int row =
                switch (orientation) {
                    case 2 -> y;
                    case 3, 4 -> bottom - y;
                    case 5, 8 -> x;
                    case 6, 7 -> bottom - x;
                    default -> throw new IllegalArgumentException("orientation " + orientation);
                };
        return row * stored.width() + column;
    }
}
