package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An element type of .npy files.
 *
 * @param order byte order
 * @param width bytes of one element
 */
record NpyType(ByteOrder order, int width) {

    private static final List<String> KNOWN =
            List.of("<f4", "<f8", "<i4", "<i8", ">f4", ">f8", ">i4", ">i8", "|u1");

    /** The type that numpy writes so. */
    static NpyType of(String dtype, String where) {
        if (!KNOWN.contains(dtype)) {
            throw new DataException(
                    "%s: elements of type '%s' are not supported, expected one of %s."
                            .formatted(where, dtype, String.join(" ", KNOWN)));
        }
        ByteOrder order = dtype.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(order, dtype.charAt(2) - '0');
    }

    /** The bytes of an array of this shape; overflow is an error, never a small number. */
    long bytesFor(long[] shape, String where) {
        long bytes = width;
        for (long length : shape) {
            if (length < 0) {
                throw new DataException(
                        "%s: shape %s has a negative length."
                                .formatted(where, Arrays.toString(shape)));
            }
            long product = bytes * length;
            if (Math.multiplyHigh(bytes, length) != 0 || product < 0) {
                throw new DataException(
                        "%s: an array of shape %s is larger than 2^63 bytes."
                                .formatted(where, Arrays.toString(shape)));
            }
            bytes = product;
        }
        return bytes;
    }
}
