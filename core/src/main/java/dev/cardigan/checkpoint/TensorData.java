package dev.cardigan.checkpoint;

import dev.cardigan.error.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of one tensor as they lie in a file, without any engine.
 *
 * @param type the type of one element
 * @param shape the extent of every dimension; empty for a scalar
 * @param bytes the elements, row-major and little-endian, read-only and direct (or mapped from a
 *     file, then not necessarily aligned); at most 2 GiB - 1. A heap buffer is copied into direct
 *     memory, a direct buffer is shared and must not change while this value is in use.
 */
@SuppressWarnings("ArrayRecordComponent") // Cloned on the way in and out, and compared by content.
public record TensorData(Type type, long[] shape, ByteBuffer bytes) {

    /** Element types, by the names that the safetensors format gives them. */
    public enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        I64(8),
        I32(4),
        I16(2),
        I8(1),
        U8(1),
        BOOL(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** The size of one element in bytes. */
        public int bytes() {
            return bytes;
        }

        /** The type with exactly this name, if there is one. */
        public static Optional<Type> of(String name) {
            return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
        }

        /**
         * The bytes that a tensor of this type and shape occupies; empty when an extent is negative
         * or the product leaves 63 bits.
         */
        public OptionalLong bytesOf(long... shape) {
            long product = bytes;
            for (long extent : shape) {
                if (extent < 0 || Math.multiplyHigh(product, extent) != 0) {
                    return OptionalLong.empty();
                }
                product *= extent;
                if (product < 0) {
                    return OptionalLong.empty();
                }
            }
            return OptionalLong.of(product);
        }
    }

    /**
     * Checks the number of bytes against type and shape.
     *
     * @throws ShapeException when they do not fit
     */
    public TensorData {
        shape = shape.clone();
        OptionalLong expected = type.bytesOf(shape);
        if (expected.isEmpty() || expected.getAsLong() != bytes.remaining()) {
            throw new ShapeException(
                    "tensor data: type %s and shape %s take %s bytes, but %d were given"
                            .formatted(
                                    type,
                                    Arrays.toString(shape),
                                    expected.isEmpty() ? "more than 2^63" : expected.getAsLong(),
                                    bytes.remaining()));
        }
        bytes = direct(bytes).asReadOnlyBuffer();
    }

    /** Single-precision values with the given shape. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length, Type.F32);
        bytes.asFloatBuffer().put(values);
        return new TensorData(Type.F32, shape, bytes);
    }

    /** 64-bit integers with the given shape. */
    public static TensorData of(long[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length, Type.I64);
        bytes.asLongBuffer().put(values);
        return new TensorData(Type.I64, shape, bytes);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A fresh little-endian view that starts at the first element. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The size of the elements in bytes. */
    public int byteCount() {
        return bytes.remaining();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorData that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + bytes.hashCode();
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }

    private static ByteBuffer littleEndian(int elements, Type type) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(elements, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    // The engine takes an address; a heap buffer has none that stays.
    private static ByteBuffer direct(ByteBuffer bytes) {
        if (bytes.isDirect()) {
            return bytes.slice();
        }
        return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
