package dev.cardigan.metric;

import dev.cardigan.checkpoint.TensorData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What identifies weights: independent of the file they lie in and of their order there. */
final class WeightHash {

    private WeightHash() {}

    /** SHA-256 in hex over names, types, shapes and bytes. */
    static String of(Map<String, TensorData> weights) {
        MessageDigest digest = digest();
        new TreeMap<>(weights)
                .forEach(
                        (name, data) -> {
                            String head =
                                    name + " " + data.type() + Arrays.toString(data.shape()) + "\n";
                            digest.update(head.getBytes(StandardCharsets.UTF_8));
                            digest.update(data.bytes());
                        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", impossible);
        }
    }
}
