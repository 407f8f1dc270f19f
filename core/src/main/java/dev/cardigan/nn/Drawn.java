package dev.cardigan.nn;

import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;

/** An initializer that draws weights from one stream and starts biases at 0. */
abstract class Drawn implements Initializer {

    private final RandomStream stream;

    Drawn(RandomStream stream) {
        this.stream = stream;
    }

    @Override
    public Tensor bias(long fanIn, long size) {
        return Tensor.zeros(size);
    }

    @Override
    public RandomStream stream() {
        return stream;
    }
}
