package dev.cardigan.data;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads and writes numpy's .npy files, format versions 1.0 to 3.0, C order, of float32, float64,
 * int32, int64 and uint8. No length in a file is believed before it was held against the size of
 * the file. Format: numpy documentation, "numpy.lib.format".
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    // Magic and version; then the header's length in 2 bytes (version 1) or 4.
    private static final int PREFIX = MAGIC.length + 2;

    // Versions 2 and 3 allow 4 GiB; a header of the types read here has less than 2 KiB.
    private static final int LONGEST_HEADER = 65_536;

    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * Reads the one array of a file.
     *
     * @throws DataException where there is no such file, or it is not a whole and sound .npy file
     *     of a supported type
     * @throws StorageException where the disk fails
     */
    public static NpyArray read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, file.toString());
        } catch (NoSuchFileException missing) {
            throw new DataException("%s: there is no such file.".formatted(file), missing);
        } catch (IOException failed) {
            throw new StorageException(
                    "%s: cannot be read (%s); check that it is a file you may read."
                            .formatted(file, failed),
                    failed);
        }
    }

    /**
     * Writes a file of format version 1.0, replacing one that is there.
     *
     * @throws StorageException where the disk is full or fails, or the folder is not there
     */
    public static void write(Path file, NpyArray array) {
        ByteBuffer header = header(array);
        ByteBuffer data = array.data();
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            while (header.hasRemaining()) {
                channel.write(header);
            }
            while (data.hasRemaining()) {
                channel.write(data);
            }
        } catch (IOException failed) {
            throw new StorageException(
                    "%s: %d bytes cannot be written (%s); check the folder and the free space."
                            .formatted(file, header.capacity() + data.capacity(), failed),
                    failed);
        }
    }

    private static NpyArray read(FileChannel channel, String where) throws IOException {
        long size = channel.size();
        int version = readVersion(channel, size, where);
        int headerLength = readHeaderLength(channel, version, size, where);
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(readBytes(channel, headerLength, where), charset);
        NpyHeader header = NpyHeader.of(text, where);
        long bytes = NpyType.of(header.dtype(), where).bytesFor(header.shape(), where);
        long found = size - channel.position();
        if (bytes != found) {
            throw new DataException(
                    "%s: an array of %s and shape %s has %d bytes, but %d follow the header."
                            .formatted(
                                    where,
                                    header.dtype(),
                                    Arrays.toString(header.shape()),
                                    bytes,
                                    found));
        }
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new DataException(
                    "%s: %d bytes are more than one array can hold (2 GiB); split the file."
                            .formatted(where, bytes));
        }
        ByteBuffer data = ByteBuffer.wrap(readBytes(channel, (int) bytes, where));
        return new NpyArray(header.dtype(), header.shape(), data);
    }

    private static int readVersion(FileChannel channel, long size, String where)
            throws IOException {
        byte[] prefix = readBytes(channel, (int) Math.min(size, PREFIX), where);
        if (size < PREFIX || Arrays.mismatch(MAGIC, prefix) != MAGIC.length) {
            throw new DataException(
                    where + ": is not a .npy file: it does not begin with \\x93NUMPY.");
        }
        int major = prefix[MAGIC.length];
        int minor = prefix[MAGIC.length + 1];
        if (major < 1 || major > 3 || minor != 0) {
            throw new DataException(
                    "%s: .npy version %d.%d is not known, expected 1.0, 2.0 or 3.0."
                            .formatted(where, major & 0xFF, minor & 0xFF));
        }
        return major;
    }

    private static int readHeaderLength(FileChannel channel, int version, long size, String where)
            throws IOException {
        int width = version == 1 ? Short.BYTES : Integer.BYTES;
        byte[] bytes = readBytes(channel, width, where);
        ByteBuffer field = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? field.getShort(0) & 0xFFFFL : field.getInt(0) & 0xFFFF_FFFFL;
        long rest = size - channel.position();
        if (length > rest || length > LONGEST_HEADER) {
            throw new DataException(
                    "%s: declares a header of %d bytes, but %d follow and at most %d are read."
                            .formatted(where, length, rest, LONGEST_HEADER));
        }
        return (int) length;
    }

    private static byte[] readBytes(FileChannel channel, int count, String where)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[count]);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new DataException(
                        "%s: the file ends %d bytes early.".formatted(where, bytes.remaining()));
            }
        }
        return bytes.array();
    }

    private static ByteBuffer header(NpyArray array) {
        long[] shape = array.shape();
        String lengths =
                Arrays.stream(shape)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
        String dictionary =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
                        .formatted(array.dtype(), lengths);
        int before = PREFIX + Short.BYTES;
        // The data begins at a multiple of 64, so that it can be mapped; a line feed ends the pad.
        int total = (before + dictionary.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        String padded = dictionary + " ".repeat(total - before - dictionary.length() - 1) + "\n";
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.ISO_8859_1))
                .flip();
    }
}
