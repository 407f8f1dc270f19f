package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the end of a zip says about its directory. {@link java.util.zip.ZipFile} reads the whole
 * directory into memory when it opens, so its size is looked at before that.
 *
 * @param entries how many entries it claims
 * @param bytes size of the directory
 */
record ZipDirectory(long entries, long bytes) {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64_BYTES = 56;

    /** Fixed part of a directory entry, and a generous name with extra fields. */
    private static final int ENTRY_BYTES = 46;

    private static final int LONG_ENTRY_BYTES = ENTRY_BYTES + 1024;

    /** Refuses a directory that holds, or has room for, more entries than the limit. */
    static void check(Path archive, ZipLimits limits) {
        ZipDirectory directory = read(archive);
        boolean tooMany = directory.entries > limits.entries();
        boolean tooLarge = directory.bytes > (long) limits.entries() * LONG_ENTRY_BYTES;
        if (tooMany || tooLarge) {
            throw new DataException(
                    "%s: the zip claims %d entries in a directory of %d bytes, more than the limit of %d entries. Split it, or give a folder"
                            .formatted(
                                    archive, directory.entries, directory.bytes, limits.entries()));
        }
    }

    private static ZipDirectory read(Path archive) {
        try (FileChannel channel = FileChannel.open(archive)) {
            long size = channel.size();
            long start = Math.max(0, size - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES);
            ByteBuffer tail = read(channel, start, (int) (size - start));
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END_SIGNATURE) {
                    return at(channel, tail, at);
                }
            }
        } catch (IOException | IndexOutOfBoundsException failure) {
            throw new DataException(
                    "%s: the zip cannot be read (%s)".formatted(archive, failure), failure);
        }
        throw new DataException(
                archive + ": this is not a zip, or it is cut off: its directory is missing");
    }

    private static ZipDirectory at(FileChannel channel, ByteBuffer tail, int end)
            throws IOException {
        int locator = end - LOCATOR_BYTES;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE) {
            ByteBuffer large = read(channel, tail.getLong(locator + 8), END_64_BYTES);
            return new ZipDirectory(positive(large.getLong(32)), positive(large.getLong(40)));
        }
        return new ZipDirectory(
                Short.toUnsignedLong(tail.getShort(end + 10)),
                Integer.toUnsignedLong(tail.getInt(end + 12)));
    }

    /** An absurd unsigned 64-bit number counts as the largest. */
    private static long positive(long value) {
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length)
            throws IOException {
        if (position < 0) {
            throw new IOException("a record lies outside the file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("a record lies outside the file");
            }
        }
        return bytes.flip();
    }
}
