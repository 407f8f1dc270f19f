package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * Mirrors pixels at each border without repeating the border itself: [batch, channels, h, w] to
 * [batch, channels, h + 2 amount, w + 2 amount]. Unlike zeros, it draws no dark frame.
 *
 * @param amount pixels at each border; less than the smaller side
 */
public record ReflectionPad(long amount) implements Layer {

    @Override
    public Tensor forward(Tensor x) {
        return x.padReflect(amount);
    }
}
