package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Animated GIF that plays forever: 256 colours a frame, shown everywhere, also where {@link Apng}
 * is not.
 */
public final class Gif {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final int HUNDREDTHS = 100;
    private static final int MOST_DELAY = 65_535;

    private Gif() {}

    /**
     * @param frames of one size; each is asked for once and in order, so the list may read lazily
     * @param delay time each frame is shown, rounded to hundredths of a second; browsers slow down
     *     what is below 20 ms
     * @throws DataException if there is no frame, sizes differ, or the delay is out of range
     * @throws ShapeException if a frame has transparency
     */
    public static byte[] bytes(List<BufferedImage> frames, Duration delay) {
        Animation.requireFrames("GIF", frames.size());
        int hundredths = Animation.delay("GIF", delay, HUNDREDTHS, MOST_DELAY);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writeFrames(writer, frames, hundredths);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the file whole.
     *
     * @throws DataException as {@link #bytes}
     * @throws ShapeException as {@link #bytes}
     * @throws StorageException if the file cannot be written
     */
    public static void write(Path file, List<BufferedImage> frames, Duration delay) {
        WholeFile.write(file, bytes(frames, delay));
    }

    private static void writeFrames(ImageWriter writer, List<BufferedImage> frames, int hundredths)
            throws IOException {
        Pixels first = Pixels.from(frames.get(0));
        writer.prepareWriteSequence(null);
        for (int i = 0; i < frames.size(); i++) {
            Pixels pixels = i == 0 ? first : Pixels.from(frames.get(i));
            Animation.requireSameSize("GIF", i, first, pixels);
            BufferedImage frame = pixels.toRgbImage();
            IIOMetadata metadata = metadata(writer, frame, hundredths, i == 0);
            writer.writeToSequence(new IIOImage(frame, null, metadata), null);
        }
        writer.endWriteSequence();
    }

    private static IIOMetadata metadata(
            ImageWriter writer, BufferedImage frame, int hundredths, boolean withLoop)
            throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(hundredths));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (withLoop) {
            root.appendChild(loopForever());
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    /** The NETSCAPE2.0 extension: sub-block 1, then the loop count, 0 for ever. */
    private static IIOMetadataNode loopForever() {
        IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(extension);
        return extensions;
    }
}
