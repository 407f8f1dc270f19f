package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Gives every sample another shape: [batch, ..] to [batch, shape..].
 *
 * @param shape without the batch axis; one entry may be -1
 */
public record Reshape(List<Long> shape) implements Layer {

    public static Reshape to(Long... shape) {
        return new Reshape(List.of(shape));
    }

    /** Every sample as one row: [batch, everything]. */
    public static Reshape flat() {
        return to(-1L);
    }

    @Override
    public Tensor forward(Tensor x) {
        long[] whole = new long[shape.size() + 1];
        Arrays.setAll(whole, i -> i == 0 ? x.size(0) : shape.get(i - 1));
        return x.reshape(whole);
    }
}
