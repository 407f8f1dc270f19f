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

    /**
     * The picture as a batch of one, at another size and with one or three channels.
     *
     * @throws dev.cardigan.error.DataException as {@link #read}
     */
    public RawPictures fitted(SampleShape shape, Fit fit) {
        byte[] planes = new byte[shape.elements()];
        fit.apply(read().pixels(), shape.width(), shape.height())
                .toPlanes(shape.channels(), planes, 0);
        return new RawPictures(planes, new int[1], 1, shape);
    }
}
