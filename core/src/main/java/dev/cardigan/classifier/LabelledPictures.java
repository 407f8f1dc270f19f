package dev.cardigan.classifier;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Tensor;

/**
 * Pictures with their classes, in memory.
 *
 * @param pictures [count, channels, height, width] in [-1, 1]
 * @param labels I64 [count]
 */
public record LabelledPictures(Tensor pictures, Tensor labels) {

    /**
     * @throws ShapeException if there is not one label a picture
     */
    public LabelledPictures {
        if (pictures.dimensions() != 4
                || labels.dimensions() != 1
                || labels.size(0) != pictures.size(0)) {
            throw new ShapeException(
                    "labelled pictures: expected [count, channels, height, width] and [count], found "
                            + pictures
                            + " and "
                            + labels);
        }
    }

    public int count() {
        return (int) pictures.size(0);
    }

    /**
     * @param index I64 [n]
     */
    LabelledPictures at(Tensor index) {
        return new LabelledPictures(pictures.indexSelect(0, index), labels.indexSelect(0, index));
    }

    LabelledPictures and(LabelledPictures more) {
        return new LabelledPictures(pictures.cat(0, more.pictures), labels.cat(0, more.labels));
    }
}
