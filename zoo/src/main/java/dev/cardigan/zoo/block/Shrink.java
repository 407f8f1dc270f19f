package dev.cardigan.zoo.block;

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
        Tensor small = BicubicScale.to(x, x.size(2) / factor, x.size(3) / factor);
        return small.add(1).mul(HALF_RANGE).clamp(0, 255).round().div(HALF_RANGE).sub(1);
    }
}
