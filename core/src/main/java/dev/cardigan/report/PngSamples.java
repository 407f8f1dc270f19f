package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The samples of a PNG as Cardigan writes it: 8-bit grey or true colour, also animated. */
final class PngSamples {

    /** A few bytes can declare a picture that fills the memory. */
    private static final long MOST = 1_000_000_000;

    private static final int SEQUENCE_BYTES = 4;

    private final String where;
    private final int width;
    private final int height;
    private final int channels;

    private PngSamples(String where, ByteBuffer header) {
        this.where = where;
        this.width = header.getInt();
        this.height = header.getInt();
        int depth = header.get();
        int colour = header.get();
        boolean known = depth == Byte.SIZE && (colour == 0 || colour == 2);
        this.channels = colour == 0 ? 1 : 3;
        if (!known || width < 1 || height < 1 || size() > MOST) {
            throw new DataException(
                    "%s: expected 8-bit grey or true colour as Cardigan writes, found %dx%d with %d bits and colour type %d"
                            .formatted(where, width, height, depth, colour));
        }
    }

    private long size() {
        return (long) width * height * channels;
    }

    /** All frames one after the other, [frames, height, width, channels]. */
    static byte[] of(String where, byte[] png) {
        List<PngChunks.Chunk> chunks = PngChunks.read(where, png);
        PngChunks.Chunk header = chunks.get(0);
        if (!header.type().equals("IHDR") || header.data().length < 13) {
            throw new DataException(where + ": expected IHDR as the first chunk, found another");
        }
        PngSamples picture = new PngSamples(where, ByteBuffer.wrap(header.data()));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteArrayOutputStream frame : frames(chunks)) {
            all.writeBytes(picture.samples(frame.toByteArray()));
        }
        return all.toByteArray();
    }

    /** The compressed bytes of every frame; a frame may lie in several chunks. */
    private static List<ByteArrayOutputStream> frames(List<PngChunks.Chunk> chunks) {
        List<ByteArrayOutputStream> frames = new ArrayList<>();
        boolean begun = false;
        for (PngChunks.Chunk chunk : chunks) {
            boolean first = chunk.type().equals("IDAT");
            if (!first && !chunk.type().equals("fdAT")) {
                begun = begun && !chunk.type().equals("fcTL");
                continue;
            }
            if (!begun) {
                frames.add(new ByteArrayOutputStream());
                begun = true;
            }
            int start = first ? 0 : Math.min(SEQUENCE_BYTES, chunk.data().length);
            frames.get(frames.size() - 1).write(chunk.data(), start, chunk.data().length - start);
        }
        return frames;
    }

    private byte[] samples(byte[] compressed) {
        int rowBytes = width * channels;
        byte[] filtered = inflated(compressed, Math.addExact((int) size(), height));
        byte[] samples = new byte[(int) size()];
        for (int y = 0; y < height; y++) {
            int filter = filtered[y * (rowBytes + 1)];
            int row = y * rowBytes;
            for (int i = 0; i < rowBytes; i++) {
                int left = i < channels ? 0 : samples[row + i - channels] & 0xFF;
                int up = y == 0 ? 0 : samples[row - rowBytes + i] & 0xFF;
                int upLeft =
                        y == 0 || i < channels ? 0 : samples[row - rowBytes + i - channels] & 0xFF;
                samples[row + i] =
                        (byte)
                                (filtered[y * (rowBytes + 1) + 1 + i]
                                        + PngRows.predicted(filter, left, up, upLeft));
            }
        }
        return samples;
    }

    private byte[] inflated(byte[] compressed, int size) {
        byte[] bytes = new byte[size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            int done = 0;
            while (done < size) {
                int more = inflater.inflate(bytes, done, size - done);
                if (more == 0) {
                    throw new DataException(
                            "%s: expected %d bytes of rows, found %d".formatted(where, size, done));
                }
                done += more;
            }
            return bytes;
        } catch (DataFormatException damaged) {
            throw new DataException(where + ": its rows cannot be inflated", damaged);
        } finally {
            inflater.end();
        }
    }
}
