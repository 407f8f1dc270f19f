package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Compares recorded derivatives with (f(x + h) - f(x - h)) / 2h in F64, element by element. */
public final class CentralDifferences {

    private static final double STEP = 1e-5;

    /** Rounding gives about 1e-11 and the cubic term 1e-10; a wrong formula 1e-2 and more. */
    private static final double BOUND = 1e-6;

    private CentralDifferences() {}

    /**
     * Fails unless the gradient of {@code scalar} with respect to every leaf is right.
     *
     * @param scalar computed anew from the leaves at every call
     * @param leaves F64, at rest
     */
    public static void assertGradients(Supplier<Tensor> scalar, List<Tensor> leaves) {
        List<double[]> recorded = recorded(scalar, leaves);
        assertThat(recorded.stream().flatMapToDouble(Arrays::stream).map(Math::abs).sum())
                .as("size of all gradients")
                .isPositive();
        for (int i = 0; i < leaves.size(); i++) {
            double[] expected = measured(scalar, leaves.get(i));
            assertThat(recorded.get(i)).hasSameSizeAs(expected);
            for (int e = 0; e < expected.length; e++) {
                assertThat(recorded.get(i)[e])
                        .as("leaf %d %s, element %d", i, leaves.get(i), e)
                        .isCloseTo(expected[e], within(BOUND * Math.max(1, Math.abs(expected[e]))));
            }
        }
    }

    private static List<double[]> recorded(Supplier<Tensor> scalar, List<Tensor> leaves) {
        leaves.forEach(leaf -> leaf.requireGradient(true));
        try {
            List<Tensor> gradients = Scope.tidy(() -> Gradient.of(scalar.get(), leaves, false));
            return gradients.stream().map(Tensor::toDoubles).toList();
        } finally {
            leaves.forEach(leaf -> leaf.requireGradient(false));
        }
    }

    private static double[] measured(Supplier<Tensor> scalar, Tensor leaf) {
        double[] at = leaf.toDoubles();
        double[] slopes = new double[at.length];
        for (int e = 0; e < at.length; e++) {
            slopes[e] = (moved(scalar, leaf, at, e, STEP) - moved(scalar, leaf, at, e, -STEP));
            slopes[e] /= 2 * STEP;
        }
        Scope.run(() -> leaf.set(Tensor.of(at, leaf.shape())));
        return slopes;
    }

    private static double moved(
            Supplier<Tensor> scalar, Tensor leaf, double[] at, int element, double step) {
        double[] values = at.clone();
        values[element] += step;
        return Scope.tidy(
                () -> {
                    leaf.set(Tensor.of(values, leaf.shape()));
                    return scalar.get().item();
                });
    }

    /** Fixed F64 values without pattern, between -1.5 and 1.5, none near 0. */
    public static Tensor values(int start, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double wave = Math.sin(12.9898 * (i + 1) + 78.233 * (start + 1));
            values[i] = 1.4 * wave + Math.copySign(0.1, wave);
        }
        return Tensor.of(values, shape);
    }
}
