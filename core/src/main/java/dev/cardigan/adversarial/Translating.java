package dev.cardigan.adversarial;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A GAN that makes pictures from pictures: translated, or larger.
 *
 * @param <B> the batches it is trained on
 */
public interface Translating<B> extends Gan<B>, Averaged {

    /** Where pictures can be taken: {@code b}, or {@code b} and {@code a}; the usual one first. */
    List<String> directions();

    /**
     * The network that takes pictures there: [count, channels, h, w] in [-1, 1], sides multiples of
     * {@link #stride}, to [count, channels, h * factor, w * factor] in about [-1, 1].
     *
     * @param direction one of {@link #directions}
     */
    Layer translator(String direction);

    /** How many times larger the sides become. */
    int factor();

    /** What the sides of pictures must be multiples of. */
    int stride();

    /**
     * How many input pixels an output pixel sees to each side: beyond that, tiles cannot differ
     * from the whole, but for norms over the picture.
     */
    int reach();

    /**
     * What a picture of samples shows of a batch, in order: {@code input}, {@code output}, ...;
     * each [count, channels, height, width] in [-1, 1], all of one size.
     */
    Map<String, Tensor> shown(B batch);
}
