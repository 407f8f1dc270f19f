package dev.cardigan.checkpoint.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of a storage, in the file or in memory. */
sealed interface RawBytes {

    /** How many there are. */
    long size();

    /** A little-endian view; the range must lie within. */
    ByteBuffer slice(long from, int length);

    /** Where they lie in the file. */
    record Stored(FileBytes file, long start, long size) implements RawBytes {
        @Override
        public ByteBuffer slice(long from, int length) {
            return file.slice(start + from, length, "a storage");
        }
    }

    /** Unpacked. */
    record Held(ByteBuffer bytes) implements RawBytes {
        @Override
        public long size() {
            return bytes.capacity();
        }

        @Override
        public ByteBuffer slice(long from, int length) {
            return bytes.slice((int) from, length).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
