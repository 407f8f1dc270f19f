package dev.cardigan.data;

/**
 * A square part of a picture, perhaps mirrored.
 *
 * @param left of the part, in pixels
 * @param top of the part, in pixels
 */
record Crop(int left, int top, int side, boolean mirrored) {

    /** The part in the middle. */
    static Crop middle(Pixels picture, int side) {
        return new Crop((picture.width() - side) / 2, (picture.height() - side) / 2, side, false);
    }

    /** A random part, mirrored every other time. */
    static Crop random(Pixels picture, int side, Draws draws) {
        int left = draws.below(picture.width() - side + 1);
        int top = draws.below(picture.height() - side + 1);
        return new Crop(left, top, side, draws.below(2) == 1);
    }

    Pixels of(Pixels picture) {
        if (!mirrored) {
            return picture.part(left, top, side, side);
        }
        int channels = picture.channels();
        byte[] values = new byte[side * side * channels];
        for (int y = 0; y < side; y++) {
            int row = ((top + y) * picture.width() + left) * channels;
            for (int x = 0; x < side; x++) {
                System.arraycopy(
                        picture.values(),
                        row + (side - 1 - x) * channels,
                        values,
                        (y * side + x) * channels,
                        channels);
            }
        }
        return new Pixels(side, side, channels, values);
    }
}
