package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import java.util.Locale;

/**
 * What one picture file may ask for. Checked against the header before any memory is taken for
 * pixels. Frames need no limit: of a moving picture only the first frame is ever decoded.
 *
 * @param pixels the most pixels of a picture, width times height
 * @param fileBytes the largest file, in bytes
 */
public record PictureLimits(long pixels, long fileBytes) {

    /** 64 Mpx and 256 MiB. */
    public static final PictureLimits DEFAULT = new PictureLimits(64L << 20, 256L << 20);

    /**
     * @throws ConfigException if a limit is not positive or is larger than a Java array
     */
    public PictureLimits {
        long most = Integer.MAX_VALUE - 8L;
        if (pixels < 1 || fileBytes < 1 || fileBytes > most || pixels > most / 3) {
            throw new ConfigException(
                    "A picture limit is out of range: expected 1 to %d pixels and 1 to %d bytes,"
                                    .formatted(most / 3, most)
                            + " found %d pixels and %d bytes".formatted(pixels, fileBytes));
        }
    }

    PictureLimits withPixels(long most) {
        return new PictureLimits(most, fileBytes);
    }

    PictureLimits withFileBytes(long most) {
        return new PictureLimits(pixels, most);
    }

    void checkFile(long bytes) throws UnreadablePictureException {
        if (bytes == 0) {
            throw new UnreadablePictureException("the file is empty");
        }
        if (bytes > fileBytes) {
            throw new UnreadablePictureException(
                    "the file has %d bytes, more than the limit of %d".formatted(bytes, fileBytes));
        }
    }

    void checkSize(PictureHeader header) throws UnreadablePictureException {
        long width = header.width();
        long height = header.height();
        if (width < 1 || height < 1) {
            throw new UnreadablePictureException(
                    "the header says %dx%d; both sides must be at least 1"
                            .formatted(width, height));
        }
        // Sides are below 2^32, so the division cannot overflow where the product would.
        if (width > pixels / height) {
            throw new UnreadablePictureException(
                    String.format(
                            Locale.ROOT,
                            "the header says %dx%d, more than the limit of %.1f Mpx",
                            width,
                            height,
                            pixels / (double) (1 << 20)));
        }
    }
}
