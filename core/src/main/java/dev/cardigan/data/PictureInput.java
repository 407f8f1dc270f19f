package dev.cardigan.data;

import java.util.function.Supplier;

/**
 * A picture to work on, decoded when asked for.
 *
 * @param name of its file, below the folder or zip it was found in
 */
public record PictureInput(String name, Supplier<Picture> decoder) {

    /**
     * @throws dev.cardigan.error.DataException if it cannot be read; the message starts with the
     *     name
     */
    public Picture read() {
        return decoder.get();
    }
}
