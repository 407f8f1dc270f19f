package dev.cardigan.checkpoint.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2 operation by operation, sound ones and others. */
public final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public PickleWriter() {
        raw(0x80, 2);
    }

    public PickleWriter raw(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    public PickleWriter op(char operation) {
        return raw(operation);
    }

    public PickleWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        op('X').fourBytes(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    public PickleWriter number(long value) {
        if (value == (int) value) {
            return op('J').fourBytes((int) value);
        }
        raw(0x8a, 8);
        out.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    public PickleWriter fourBytes(int value) {
        return raw(value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24 & 255);
    }

    public PickleWriter global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** An empty dictionary, and the mark of what it will hold. */
    public PickleWriter beginDict() {
        return op('}').op('(');
    }

    public PickleWriter endDict() {
        return op('u');
    }

    public PickleWriter tuple(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** A storage by its persistent id. */
    public PickleWriter storage(String kind, String key, long count) {
        return op('(').text("storage")
                .global("torch", kind)
                .text(key)
                .text("cpu")
                .number(count)
                .op('t')
                .op('Q');
    }

    /** A tensor over a storage. */
    public PickleWriter tensor(
            String kind, String key, long count, long offset, long[] shape, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage(kind, key, count)
                .number(offset)
                .tuple(shape)
                .tuple(strides)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('t')
                .op('R');
    }

    /** A row of floats. */
    public PickleWriter floats(String key, long count) {
        return tensor("FloatStorage", key, count, 0, new long[] {count}, new long[] {1});
    }

    public byte[] stop() {
        op('.');
        return out.toByteArray();
    }
}
