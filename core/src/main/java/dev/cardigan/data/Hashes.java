package dev.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Check sums in hex. */
final class Hashes {

    private Hashes() {}

    /** A digest that every Java platform must have: MD5 and SHA-256 are among them. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(algorithm + " is missing from this JVM", impossible);
        }
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    /** Of a text in UTF-8 and then of bytes. */
    static String sha256(String text, byte[]... more) {
        MessageDigest digest = digest("SHA-256");
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : more) {
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
