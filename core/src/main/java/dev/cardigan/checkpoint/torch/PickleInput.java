package dev.cardigan.checkpoint.torch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read one value after the other. */
final class PickleInput {

    private static final int LONGEST_NAME = 512;
    private static final int TEXT_COST = 80;

    private final ByteBuffer bytes;
    private final Damage damage;
    private final Budget budget;

    /**
     * @param bytes little-endian; what is read of them is left behind
     */
    PickleInput(ByteBuffer bytes, Damage damage, Budget budget) {
        this.bytes = bytes;
        this.damage = damage;
        this.budget = budget;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(bytes.get());
    }

    int unsignedShort() {
        return Short.toUnsignedInt(bytes.getShort());
    }

    int signedInt() {
        return bytes.getInt();
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(bytes.getInt());
    }

    long signedLong() {
        return bytes.getLong();
    }

    /** A number of up to 8 bytes, two's complement. */
    long number(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) unsignedByte() << (8 * i);
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    void skip(long length) {
        bytes.position(bytes.position() + checked(length));
    }

    /** UTF-8 text of so many bytes. */
    String text(long length) {
        byte[] raw = new byte[charged(length)];
        bytes.get(raw);
        return new String(raw, StandardCharsets.UTF_8);
    }

    /** A name that ends with its line. */
    String line() {
        int length = 0;
        while (bytes.get(bytes.position() + length) != '\n') {
            length++;
            if (length > LONGEST_NAME || length >= bytes.remaining()) {
                throw damage.at("its pickle has a name without end");
            }
        }
        String line = text(length);
        skip(1);
        return line;
    }

    private int charged(long length) {
        int sound = checked(length);
        budget.charge(TEXT_COST + 2L * length, "its pickle");
        return sound;
    }

    private int checked(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) length;
    }
}
