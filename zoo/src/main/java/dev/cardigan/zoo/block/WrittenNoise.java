package dev.cardigan.zoo.block;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Noise that somebody chose, given out in the order in which layers ask. For one pass. */
final class WrittenNoise implements RandomSource {

    private final int count;
    private final Iterator<Tensor> next;

    /**
     * @param noises [batch or 1, 1, side, side], one for each layer
     */
    WrittenNoise(List<Tensor> noises) {
        this.count = noises.size();
        this.next = noises.iterator();
    }

    @Override
    public Tensor normal(long... shape) {
        if (!next.hasNext()) {
            throw new ShapeException(
                    "noise: expected one for each layer, found only %d".formatted(count));
        }
        Tensor noise = next.next();
        long[] found = noise.shape();
        boolean fits =
                found.length == shape.length
                        && (found[0] == 1 || found[0] == shape[0])
                        && Arrays.equals(found, 1, found.length, shape, 1, shape.length);
        if (!fits) {
            throw new ShapeException(
                    "noise: expected %s, with one or all pictures first, found %s"
                            .formatted(Arrays.toString(shape), Arrays.toString(found)));
        }
        return noise;
    }

    @Override
    public Tensor uniform(double low, double high, long... shape) {
        throw onlyNoise();
    }

    @Override
    public Tensor integers(long bound, long... shape) {
        throw onlyNoise();
    }

    private static ShapeException onlyNoise() {
        return new ShapeException("noise: expected to be asked for normal numbers only");
    }
}
