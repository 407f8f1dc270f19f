package dev.cardigan.zoo.block;

import dev.cardigan.data.Bicubic;
import dev.cardigan.tensor.Tensor;

/** Bicubic resizing as {@link Bicubic} does it, of tensors, without rounding. */
final class BicubicScale {

    private BicubicScale() {}

    /**
     * @param x [.., h, w]
     * @return [.., height, width]
     */
    static Tensor to(Tensor x, long height, long width) {
        int last = x.dimensions() - 1;
        Tensor down = weights(x.size(last - 1), height).to(x.device());
        Tensor across = weights(x.size(last), width).to(x.device()).transpose(0, 1);
        return down.matmul(x).matmul(across);
    }

    /** [to, from]. */
    private static Tensor weights(long from, long to) {
        double[][] rows = Bicubic.weights((int) from, (int) to);
        float[] values = new float[(int) (to * from)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / (int) from][i % (int) from];
        }
        return Tensor.of(values, to, from);
    }
}
