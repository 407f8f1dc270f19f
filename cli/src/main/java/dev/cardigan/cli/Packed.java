package dev.cardigan.cli;

import dev.cardigan.error.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes as text for a picture: deflated, in base 64. */
final class Packed {

    private Packed() {}

    static String of(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    static String of(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return of(bytes.array());
    }

    /**
     * @param count how many bytes there must be
     * @throws DataException if the text is no such bytes
     */
    static byte[] bytes(String where, String text, long count) {
        byte[] bytes;
        try (InputStream stream =
                new InflaterInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            bytes = stream.readNBytes((int) Math.min(count + 1, Integer.MAX_VALUE - 8));
        } catch (IOException | IllegalArgumentException damaged) {
            throw wrong(where, count, "something else");
        }
        if (bytes.length != count) {
            throw wrong(where, count, bytes.length + " or more");
        }
        return bytes;
    }

    static float[] floats(String where, String text, long count) {
        byte[] bytes = bytes(where, text, count * Float.BYTES);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static DataException wrong(String where, long count, String found) {
        return new DataException(
                "%s: expected %d packed bytes, found %s; it was changed after Cardigan made it"
                        .formatted(where, count, found));
    }
}
