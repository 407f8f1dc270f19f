package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The chunk layer of PNG (W3C PNG, third edition, section 5): length, type, data, checksum. */
final class PngChunks {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** Length, type and checksum: what each chunk has beside its data, in bytes. */
    private static final int FRAME_BYTES = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngChunks() {
        out.writeBytes(SIGNATURE);
    }

    /** One chunk as it was read; its checksum held. */
    static final class Chunk {

        private final String type;
        private final byte[] data;

        private Chunk(String type, byte[] data) {
            this.type = type;
            this.data = data;
        }

        String type() {
            return type;
        }

        byte[] data() {
            return data;
        }
    }

    PngChunks add(String type, byte[] data) {
        byte[] typeBytes = type.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer chunk = ByteBuffer.allocate(FRAME_BYTES + data.length);
        chunk.putInt(data.length).put(typeBytes).put(data);
        chunk.putInt(checksum(typeBytes, data));
        out.writeBytes(chunk.array());
        return this;
    }

    /** IHDR: 8 bits a sample, grey or true colour, not interlaced. */
    PngChunks addHeader(Pixels pixels) {
        byte colourType = (byte) (pixels.channels() == 1 ? 0 : 2);
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(pixels.width()).putInt(pixels.height());
        header.put(new byte[] {Byte.SIZE, colourType, 0, 0, 0});
        return add("IHDR", header.array());
    }

    byte[] end() {
        return add("IEND", new byte[0]).out.toByteArray();
    }

    /**
     * @param where names the picture in errors
     * @throws DataException if the bytes are no PNG, or are cut off or changed
     */
    static List<Chunk> read(String where, byte[] png) {
        if (!Arrays.equals(png, 0, Math.min(SIGNATURE.length, png.length), SIGNATURE, 0, 8)) {
            throw damaged(where, "the 8-byte PNG signature at the start", "something else");
        }
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(png, SIGNATURE.length, png.length - SIGNATURE.length);
        while (rest.hasRemaining()) {
            chunks.add(next(where, rest));
        }
        if (chunks.isEmpty() || !chunks.get(chunks.size() - 1).type().equals("IEND")) {
            throw damaged(where, "IEND as the last chunk", "the end of the file");
        }
        return chunks;
    }

    private static Chunk next(String where, ByteBuffer rest) {
        int position = rest.position();
        int length = rest.remaining() < FRAME_BYTES ? -1 : rest.getInt();
        if (length < 0 || length > rest.remaining() + 4 - FRAME_BYTES) {
            throw damaged(where, "a whole chunk at byte " + position, "a file that is cut off");
        }
        byte[] type = new byte[4];
        byte[] data = new byte[length];
        rest.get(type).get(data);
        String name = new String(type, StandardCharsets.US_ASCII);
        if (rest.getInt() != checksum(type, data)) {
            throw damaged(
                    where,
                    "a " + name + " chunk that fits its checksum at byte " + position,
                    "changed bytes");
        }
        return new Chunk(name, data);
    }

    private static int checksum(byte[] type, byte[] data) {
        CRC32 checksum = new CRC32();
        checksum.update(type);
        checksum.update(data);
        return (int) checksum.getValue();
    }

    private static DataException damaged(String where, String expected, String found) {
        return new DataException(
                "Not a sound PNG: "
                        + where
                        + ": expected "
                        + expected
                        + ", found "
                        + found
                        + "; write or copy the picture again.");
    }
}
