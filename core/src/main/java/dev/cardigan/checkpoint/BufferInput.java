package dev.cardigan.checkpoint;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what remains of a buffer as a stream, without a copy of it on the heap. */
final class BufferInput extends InputStream {

    private static final int END = -1;

    private final ByteBuffer bytes;

    private BufferInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static InputStream of(ByteBuffer bytes) {
        return new BufferInput(bytes.duplicate());
    }

    @Override
    public int read() {
        return bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : END;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!bytes.hasRemaining()) {
            return END;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }
}
