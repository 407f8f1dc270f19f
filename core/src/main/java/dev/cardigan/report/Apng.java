package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Animated PNG: all colours exact, shown by every browser; a viewer that knows plain PNG only shows
 * the first frame. Equal input gives equal bytes.
 */
public final class Apng {

    /** Loop count that never ends. */
    public static final int FOREVER = 0;

    private static final int MILLISECONDS = 1000;
    private static final int MOST_DELAY = 65_535;

    private Apng() {}

    /**
     * @param frames of one size; each is asked for once and in order, so the list may read lazily
     * @param delay time each frame is shown, 1 ms to 65 s
     * @param loops how often it plays, or {@link #FOREVER}
     * @throws DataException if there is no frame, sizes differ, or delay or loops are out of range
     * @throws ShapeException if a frame has transparency
     */
    public static byte[] bytes(List<BufferedImage> frames, Duration delay, int loops) {
        return bytes(frames, delay, loops, List.of());
    }

    /**
     * The same with texts, as {@link Png#texts} reads them.
     *
     * @param texts written in this order, in front of the pixels
     * @throws DataException as {@link #bytes(List, Duration, int)}
     * @throws ShapeException as {@link #bytes(List, Duration, int)}
     */
    public static byte[] bytes(
            List<BufferedImage> frames, Duration delay, int loops, List<Png.Text> texts) {
        Animation.requireFrames("APNG", frames.size());
        if (loops < FOREVER) {
            throw new DataException(
                    "APNG: expected a loop count of 0 (forever) or above, found " + loops + ".");
        }
        int milliseconds = Animation.delay("APNG", delay, MILLISECONDS, MOST_DELAY);
        Pixels first = frame(frames.get(0));
        PngChunks chunks = new PngChunks().addHeader(first);
        texts.forEach(text -> Png.addText(chunks, text));
        chunks.add("acTL", ints(frames.size(), loops));
        chunks.add("fcTL", control(0, first, milliseconds));
        chunks.add("IDAT", PngRows.deflate(first));
        int sequence = 1; // counts fcTL and fdAT together
        for (int i = 1; i < frames.size(); i++) {
            Pixels pixels = frame(frames.get(i));
            Animation.requireSameSize("APNG", i, first, pixels);
            chunks.add("fcTL", control(sequence++, pixels, milliseconds));
            chunks.add("fdAT", data(sequence++, PngRows.deflate(pixels)));
        }
        return chunks.end();
    }

    /**
     * Writes the file whole.
     *
     * @throws DataException as {@link #bytes(List, Duration, int)}
     * @throws ShapeException as {@link #bytes(List, Duration, int)}
     * @throws StorageException if the file cannot be written
     */
    public static void write(Path file, List<BufferedImage> frames, Duration delay, int loops) {
        write(file, frames, delay, loops, List.of());
    }

    /**
     * The same with texts.
     *
     * @throws DataException as {@link #bytes(List, Duration, int)}
     * @throws ShapeException as {@link #bytes(List, Duration, int)}
     * @throws StorageException if the file cannot be written
     */
    public static void write(
            Path file,
            List<BufferedImage> frames,
            Duration delay,
            int loops,
            List<Png.Text> texts) {
        WholeFile.write(file, bytes(frames, delay, loops, texts));
    }

    /** All frames share the header of the first, so all are true colour, grey ones too. */
    private static Pixels frame(BufferedImage image) {
        Pixels pixels = Pixels.from(image);
        return pixels.channels() == 3 ? pixels : Pixels.from(pixels.toRgbImage());
    }

    /** fcTL: the frame covers everything, is shown for the delay, stays, and replaces. */
    private static byte[] control(int sequence, Pixels pixels, int milliseconds) {
        ByteBuffer control = ByteBuffer.allocate(26);
        control.putInt(sequence).putInt(pixels.width()).putInt(pixels.height());
        control.putInt(0).putInt(0);
        control.putShort((short) milliseconds).putShort((short) MILLISECONDS);
        return control.put((byte) 0).put((byte) 0).array();
    }

    private static byte[] data(int sequence, byte[] rows) {
        return ByteBuffer.allocate(Integer.BYTES + rows.length).putInt(sequence).put(rows).array();
    }

    private static byte[] ints(int first, int second) {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(first).putInt(second).array();
    }
}
