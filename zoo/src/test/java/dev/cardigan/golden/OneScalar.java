package dev.cardigan.golden;

import java.util.Arrays;

/** The bound of a network's file with one scalar, whose name stands in no gradient's name. */
final class OneScalar {

    private OneScalar() {}

    /**
     * Outputs within 1e-4 of the tensor's largest element; gradients within 1e-3 of (largest
     * element + 5 % of the largest gradient in the file).
     */
    static Bound bound(GoldenFile file) {
        double all =
                file.names("grad.").stream()
                        .mapToDouble(name -> largest(file.tensor(name).toDoubles()))
                        .max()
                        .orElse(0);
        return (name, expected) ->
                name.startsWith("grad.")
                        ? 1e-3 * (largest(expected) + 0.05 * all)
                        : 1e-4 * largest(expected);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
