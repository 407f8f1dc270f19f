package dev.cardigan.data;

import dev.cardigan.error.DataException;
import dev.cardigan.error.NativeMemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A decoded picture: upright, 8 bits a sample, laid over white, grey or RGB. Of a moving picture it
 * is the first frame.
 *
 * @param name the file it came from
 * @param mode what the file held, in words: {@code RGB}, {@code grey 16 bit}, {@code palette}
 * @param pixels {@code [height, width, channels]}
 * @param notes what the decoder remarked about a file that is sound all the same
 */
public record Picture(
        String name, PictureFormat format, String mode, Pixels pixels, List<String> notes) {

    /**
     * Decodes the bytes of a picture file. The format is told from the content, never from the
     * name.
     *
     * @throws DataException if this is no picture, or it is damaged, cut off or beyond the limits;
     *     the message starts with {@code name}
     * @throws NativeMemoryException if the heap is too small for a picture within the limits
     */
    public static Picture decode(String name, byte[] bytes, PictureLimits limits) {
        try {
            return PictureDecoder.decode(name, bytes, limits);
        } catch (UnreadablePictureException unreadable) {
            throw new DataException(name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads and decodes a picture file, within the default limits.
     *
     * @throws DataException as {@link #decode}, and if the file cannot be read
     */
    public static Picture read(Path file) {
        PictureLimits limits = PictureLimits.DEFAULT;
        try {
            limits.checkFile(Files.size(file));
            return PictureDecoder.decode(file.toString(), Files.readAllBytes(file), limits);
        } catch (UnreadablePictureException unreadable) {
            throw new DataException(file + ": " + unreadable.getMessage(), unreadable);
        } catch (IOException failure) {
            throw new DataException(
                    file + ": cannot be read (" + failure + "). Check the path and its rights",
                    failure);
        }
    }
}
