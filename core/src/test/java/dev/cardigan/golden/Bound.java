package dev.cardigan.golden;

import java.util.Arrays;

/** How far a number may lie from the stored one. */
interface Bound {

    /**
     * The part of the bound that all elements of a tensor share.
     *
     * @param expected all stored elements of the tensor
     */
    double absolute(String name, double[] expected);

    /** The part that grows with the element itself. */
    default double relative() {
        return 0;
    }

    /** Traces: one absolute bound for losses, one for everything made of weights. */
    static Bound ofTrace(Config tolerance) {
        double losses = tolerance.number("atol_loss");
        double weights = tolerance.number("atol_final");
        return (name, expected) -> name.startsWith("loss.") ? losses : weights;
    }

    /** Building blocks: atol + rtol * |expected|. */
    static Bound ofBlock(Config tolerance) {
        return new OfBlock(tolerance.number("atol"), tolerance.number("rtol"));
    }

    /** An absolute and a relative part, the same for all tensors. */
    record OfBlock(double atol, double relative) implements Bound {
        @Override
        public double absolute(String name, double[] expected) {
            return atol;
        }
    }

    /**
     * Networks: outputs within 1e-4 of the tensor's largest element; gradients within 1e-3 of
     * (largest element + 5 % of the largest gradient of the same scalar).
     */
    static Bound ofNetwork(GoldenFile file) {
        return (name, expected) -> {
            if (!name.startsWith("grad.")) {
                return 1e-4 * largest(expected);
            }
            String scalar = name.substring(0, name.indexOf('.', "grad.".length()) + 1);
            double all =
                    file.names(scalar).stream()
                            .mapToDouble(other -> largest(file.tensor(other).toDoubles()))
                            .max()
                            .orElseThrow();
            return 1e-3 * (largest(expected) + 0.05 * all);
        };
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
