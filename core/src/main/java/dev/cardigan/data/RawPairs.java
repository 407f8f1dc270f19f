package dev.cardigan.data;

import dev.cardigan.error.ShapeException;

/**
 * A batch of pictures of two kinds, as many of each and all of one shape.
 *
 * @param first in A, or what is given
 * @param second in B, or what is to be made of it
 */
public record RawPairs(RawPictures first, RawPictures second) {

    /**
     * @throws ShapeException if counts or shapes differ
     */
    public RawPairs {
        if (first.count() != second.count() || !first.shape().equals(second.shape())) {
            throw new ShapeException(
                    "A batch of pairs needs as many pictures of each kind and one shape, found %d of %s and %d of %s"
                            .formatted(
                                    first.count(), first.shape(), second.count(), second.shape()));
        }
    }
}
