package dev.cardigan.benchmarks.work;

import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A folder of made pictures.
 *
 * @param bytes of all files
 */
public record SceneFolder(Path folder, Format format, int side, int pictures, long bytes) {

    /** Of a camera's better setting. */
    private static final float JPEG_QUALITY = 0.9f;

    /** How pictures are kept. */
    public enum Format {
        JPEG,
        PNG;

        private String ending() {
            return this == JPEG ? ".jpg" : ".png";
        }
    }

    /**
     * Writes the pictures of seeds 0, 1, .. into {@code folder}, which must be there.
     *
     * @throws StorageException if one cannot be written
     */
    public static SceneFolder in(Path folder, Format format, int side, int pictures) {
        long bytes = 0;
        for (int seed = 0; seed < pictures; seed++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%05d", seed) + format.ending());
            try {
                byte[] content = encoded(Scene.of(seed, side), format);
                Files.write(file, content);
                bytes += content.length;
            } catch (IOException e) {
                throw new StorageException(
                        "%s: the picture could not be written: %s. Free some space, or ask for fewer with --pictures."
                                .formatted(file, e.getMessage()),
                        e);
            }
        }
        return new SceneFolder(folder, format, side, pictures, bytes);
    }

    private static byte[] encoded(BufferedImage image, Format format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (format == Format.JPEG) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** For people. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%s %d px, %.1f kB",
                format.name().toLowerCase(Locale.ROOT),
                side,
                bytes / 1e3 / pictures);
    }
}
