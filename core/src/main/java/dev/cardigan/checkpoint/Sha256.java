package dev.cardigan.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 sums as lower-case hexadecimal text. */
final class Sha256 {

    private static final int CHUNK_BYTES = 1 << 20;

    private Sha256() {}

    /** The sum of the remaining bytes of all parts; their positions do not change. */
    static String of(List<ByteBuffer> parts) {
        MessageDigest digest = digest();
        parts.forEach(part -> digest.update(part.duplicate()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The sum of the first {@code size} bytes of a file, read piece by piece. */
    static String of(FileOps files, Path file, long size) throws IOException {
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(size, CHUNK_BYTES));
        for (long position = 0; position < size; position += chunk.limit()) {
            chunk.clear().limit((int) Math.min(size - position, CHUNK_BYTES));
            files.read(file, position, chunk);
            digest.update(chunk.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform must support SHA-256", e);
        }
    }
}
