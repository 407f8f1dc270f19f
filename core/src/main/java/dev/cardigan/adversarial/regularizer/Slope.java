package dev.cardigan.adversarial.regularizer;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * The discriminator's gradient with respect to its input, from which all gradient penalties are
 * made.
 */
final class Slope {

    private Slope() {}

    /**
     * Squared length of the gradient of each sample's score at {@code points}, [batch],
     * differentiable.
     */
    static Tensor squared(Layer discriminator, Tensor points) {
        Tensor x = points.detach().requireGradient(true);
        Tensor scores = Gradient.twice(() -> discriminator.forward(x));
        return Gradient.of(scores, x).square().sumPerSample();
    }

    /** Mean over samples of (length - 1)^2. */
    static Tensor awayFromOne(Layer discriminator, Tensor points) {
        // safeSqrt: where all units are dead the length is 0, and its derivative must not be NaN.
        return squared(discriminator, points).safeSqrt().sub(1).square().mean();
    }

    /** [batch, 1, 1, ..] with as many axes as {@code samples}: one number per sample. */
    static long[] onePerSample(Tensor samples) {
        long[] shape = new long[samples.dimensions()];
        Arrays.fill(shape, 1);
        shape[0] = samples.size(0);
        return shape;
    }
}
