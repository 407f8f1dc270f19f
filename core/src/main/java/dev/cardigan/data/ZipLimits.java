package dev.cardigan.data;

import dev.cardigan.error.ConfigException;

/**
 * What a zip may ask for. All are counted on bytes that really come out, never on what the archive
 * says about itself.
 *
 * @param entries the most entries
 * @param totalBytes the most bytes that may come out of the archive in one reading of all entries
 * @param ratio how many times its packed size an entry, and the whole archive, may unpack to
 */
public record ZipLimits(int entries, long totalBytes, int ratio) {

    /** 2 million entries, 256 GiB, 200:1. */
    public static final ZipLimits DEFAULT = new ZipLimits(2_000_000, 256L << 30, 200);

    /** Small flat pictures such as BMP shrink well; below this size the ratio harms nobody. */
    static final long RATIO_FROM_BYTES = 1 << 20;

    /**
     * @throws ConfigException if a limit is not positive
     */
    public ZipLimits {
        if (entries < 1 || totalBytes < 1 || ratio < 1) {
            throw new ConfigException(
                    "A zip limit is out of range: expected positive numbers, found %d entries, %d bytes, ratio %d"
                            .formatted(entries, totalBytes, ratio));
        }
    }
}
