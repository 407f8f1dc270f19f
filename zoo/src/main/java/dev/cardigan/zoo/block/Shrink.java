package dev.cardigan.zoo.block;

import dev.cardigan.data.Bicubic;
import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * Pictures [batch, channels, h * factor, w * factor] in [-1, 1] to [batch, channels, h, w]: bicubic
 * with antialiasing, rounded to 256 steps as files are. What super-resolution learns to undo.
 */
public record Shrink(int factor) implements Layer {

    private static final double HALF_RANGE = 127.5;

    @Override
    public Tensor forward(Tensor x) {
        boolean fits = x.dimensions() == 4 && x.size(2) % factor == 0 && x.size(3) % factor == 0;
        if (!fits) {
            throw new ShapeException(
                    "Super-resolution by %d: expected pictures [batch, channels, height, width] with sides that are multiples of it, found %s; pass another --size"
                            .formatted(factor, Arrays.toString(x.shape())));
        }
        Tensor down = weights(x.size(2)).to(x.device()); // [h, h * factor]
        Tensor across = weights(x.size(3)).to(x.device()).transpose(0, 1); // [w * factor, w]
        Tensor small = down.matmul(x).matmul(across);
        return small.add(1).mul(HALF_RANGE).clamp(0, 255).round().div(HALF_RANGE).sub(1);
    }

    private Tensor weights(long from) {
        int to = (int) from / factor;
        double[][] rows = Bicubic.weights((int) from, to);
        float[] values = new float[to * (int) from];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / (int) from][i % (int) from];
        }
        return Tensor.of(values, to, from);
    }
}
