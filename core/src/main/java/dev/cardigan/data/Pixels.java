package dev.cardigan.data;

import dev.cardigan.error.ShapeException;
import java.util.Arrays;

/**
 * Upright 8-bit pixels in Java memory.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param values {@code [height, width, channels]}, unsigned
 */
// Arrays are shared, not copied: these are the bytes themselves, and nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
public record Pixels(int width, int height, int channels, byte[] values) {

    /** How far apart the channels of a grey pixel may lie; JPEG moves them by a few steps. */
    private static final int GREY_SPREAD = 8;

    static Pixels white(int width, int height, int channels) {
        byte[] values = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        Arrays.fill(values, (byte) 0xff);
        return new Pixels(width, height, channels, values);
    }

    /** The unsigned value of one channel of one pixel. */
    int at(int x, int y, int channel) {
        return values[(y * width + x) * channels + channel] & 0xff;
    }

    /**
     * A copy of a part of this picture.
     *
     * @throws ShapeException if it does not lie inside
     */
    public Pixels part(int left, int top, int partWidth, int partHeight) {
        boolean inside =
                left >= 0
                        && top >= 0
                        && partWidth >= 1
                        && partHeight >= 1
                        && left <= width - partWidth
                        && top <= height - partHeight;
        if (!inside) {
            throw new ShapeException(
                    "part of a picture of %dx%d: expected one inside, found %dx%d at %d, %d"
                            .formatted(width, height, partWidth, partHeight, left, top));
        }
        int line = partWidth * channels;
        byte[] part = new byte[line * partHeight];
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(values, ((top + y) * width + left) * channels, part, y * line, line);
        }
        return new Pixels(partWidth, partHeight, channels, part);
    }

    /** A copy of this picture with {@code part} laid over it; what falls outside is dropped. */
    Pixels with(Pixels part, int left, int top) {
        byte[] all = values.clone();
        int copied = Math.min(part.width, width - left);
        for (int y = 0; y < Math.min(part.height, height - top); y++) {
            System.arraycopy(
                    part.values,
                    y * part.width * channels,
                    all,
                    ((top + y) * width + left) * channels,
                    Math.max(0, copied) * channels);
        }
        return new Pixels(width, height, channels, all);
    }

    /** Whether no pixel has a colour to speak of. */
    boolean isGrey() {
        if (channels == 1) {
            return true;
        }
        for (int index = 0; index < values.length; index += 3) {
            int red = values[index] & 0xff;
            int green = values[index + 1] & 0xff;
            int blue = values[index + 2] & 0xff;
            int most = Math.max(red, Math.max(green, blue));
            int least = Math.min(red, Math.min(green, blue));
            if (most - least > GREY_SPREAD) {
                return false;
            }
        }
        return true;
    }

    /** This picture in one channel: luma as ITU-R BT.601 weighs it. */
    public Pixels grey() {
        if (channels == 1) {
            return this;
        }
        byte[] grey = new byte[width * height];
        for (int index = 0; index < grey.length; index++) {
            int red = values[3 * index] & 0xff;
            int green = values[3 * index + 1] & 0xff;
            int blue = values[3 * index + 2] & 0xff;
            grey[index] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return new Pixels(width, height, 1, grey);
    }

    /**
     * Writes the picture, channels first, into a batch.
     *
     * @param wanted 1 or 3; grey is repeated over three channels, colour becomes luma in one
     * @param batch receives {@code [wanted, height, width]} from {@code offset} on
     */
    public void toPlanes(int wanted, byte[] batch, int offset) {
        Pixels source = wanted == 1 ? grey() : this;
        int plane = width * height;
        for (int channel = 0; channel < wanted; channel++) {
            int from = Math.min(channel, source.channels - 1);
            for (int index = 0; index < plane; index++) {
                batch[offset + channel * plane + index] =
                        source.values[index * source.channels + from];
            }
        }
    }
}
