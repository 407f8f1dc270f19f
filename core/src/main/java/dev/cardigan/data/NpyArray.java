package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array as a .npy file holds it, row-major. Immutable but for the bytes themselves, which are
 * not copied.
 *
 * @param dtype one of {@code <f4 <f8 <i4 <i8 >f4 >f8 >i4 >i8 |u1}: byte order, kind, bytes
 * @param shape the length of each axis; empty for a single number
 * @param data exactly the elements' bytes, whose order is the dtype's
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content below
public record NpyArray(String dtype, long[] shape, ByteBuffer data) {

    /**
     * @throws DataException where the dtype is not one of the nine, a length is negative or the
     *     bytes are not exactly as many as the shape needs
     */
    public NpyArray {
        NpyType type = NpyType.of(dtype, "an array");
        long bytes = type.bytesFor(shape, "an array");
        if (data.remaining() != bytes) {
            throw new DataException(
                    "An array of %s and shape %s needs %d bytes, found %d."
                            .formatted(dtype, Arrays.toString(shape), bytes, data.remaining()));
        }
        shape = shape.clone();
        data = data.slice().order(type.order());
    }

    /** An array of float32 with a copy of the values. */
    public static NpyArray of(float[] values, long... shape) {
        ByteBuffer data = littleEndian(values.length, Float.BYTES);
        data.asFloatBuffer().put(values);
        return new NpyArray("<f4", shape, data);
    }

    /** An array of float64 with a copy of the values. */
    public static NpyArray of(double[] values, long... shape) {
        ByteBuffer data = littleEndian(values.length, Double.BYTES);
        data.asDoubleBuffer().put(values);
        return new NpyArray("<f8", shape, data);
    }

    /** An array of int32 with a copy of the values. */
    public static NpyArray of(int[] values, long... shape) {
        ByteBuffer data = littleEndian(values.length, Integer.BYTES);
        data.asIntBuffer().put(values);
        return new NpyArray("<i4", shape, data);
    }

    /** An array of int64 with a copy of the values. */
    public static NpyArray of(long[] values, long... shape) {
        ByteBuffer data = littleEndian(values.length, Long.BYTES);
        data.asLongBuffer().put(values);
        return new NpyArray("<i8", shape, data);
    }

    /** An array of uint8 with a copy of the values. */
    public static NpyArray of(byte[] values, long... shape) {
        return new NpyArray("|u1", shape, ByteBuffer.wrap(values.clone()));
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A view of the bytes with its own position, in the dtype's byte order. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(data.order());
    }

    /** The number of elements. */
    public int count() {
        return data.capacity() / NpyType.of(dtype, "an array").width();
    }

    /**
     * A copy of the elements of a float32 array.
     *
     * @throws DataException where it holds another type; likewise for the four methods below
     */
    public float[] floats() {
        require("f4");
        float[] values = new float[count()];
        data().asFloatBuffer().get(values);
        return values;
    }

    /** A copy of the elements of a float64 array. */
    public double[] doubles() {
        require("f8");
        double[] values = new double[count()];
        data().asDoubleBuffer().get(values);
        return values;
    }

    /** A copy of the elements of an int32 array. */
    public int[] ints() {
        require("i4");
        int[] values = new int[count()];
        data().asIntBuffer().get(values);
        return values;
    }

    /** A copy of the elements of an int64 array. */
    public long[] longs() {
        require("i8");
        long[] values = new long[count()];
        data().asLongBuffer().get(values);
        return values;
    }

    /** A copy of the elements of a uint8 array, as the unsigned bytes that they are. */
    public byte[] bytes() {
        require("u1");
        byte[] values = new byte[count()];
        data().get(values);
        return values;
    }

    /** Equal dtype, shape and bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray array
                && dtype.equals(array.dtype)
                && Arrays.equals(shape, array.shape)
                && data.equals(array.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
    }

    @Override
    public String toString() {
        return "NpyArray[dtype=%s, shape=%s]".formatted(dtype, Arrays.toString(shape));
    }

    private void require(String kind) {
        if (!dtype.endsWith(kind)) {
            throw new DataException(
                    "The array's elements are %s, expected %s; convert it where it was made."
                            .formatted(dtype, kind));
        }
    }

    private static ByteBuffer littleEndian(int count, int width) {
        if (count > Integer.MAX_VALUE / width) {
            throw new DataException(
                    "%d elements of %d bytes do not fit into one array: at most %d bytes do."
                            .formatted(count, width, Integer.MAX_VALUE));
        }
        return ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    }
}
