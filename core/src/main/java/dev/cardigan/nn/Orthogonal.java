package dev.cardigan.nn;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;

/**
 * Uniformly random matrices with orthonormal rows or columns: Gram and Schmidt on normal numbers.
 */
final class Orthogonal {

    private Orthogonal() {}

    /** F32 of {@code shape}, orthonormal as the matrix [first axis, rest]. */
    static Tensor drawn(RandomStream stream, long... shape) {
        return Scope.tidy(
                () -> {
                    Tensor numbers = stream.normal(shape);
                    int rows = Math.toIntExact(shape[0]);
                    int columns = Math.toIntExact(numbers.count() / rows);
                    int vectors = Math.min(rows, columns);
                    int length = Math.max(rows, columns);
                    // Drawn as vectors one after the other; the law does not care which way round.
                    double[] flat = numbers.toDoubles();
                    for (int i = 0; i < vectors; i++) {
                        orthonormalise(flat, i, length);
                    }
                    Tensor fewRows = Tensor.of(flat, vectors, length).to(DType.F32);
                    Tensor matrix = rows <= columns ? fewRows : fewRows.transpose(0, 1);
                    return matrix.reshape(shape);
                });
    }

    /** Makes vector {@code i} of unit length and orthogonal to those before it. */
    private static void orthonormalise(double[] flat, int i, int length) {
        // Twice is enough: the second pass removes what rounding left of the first.
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < i; j++) {
                double share = dot(flat, i, j, length);
                for (int k = 0; k < length; k++) {
                    flat[i * length + k] -= share * flat[j * length + k];
                }
            }
        }
        double norm = Math.sqrt(dot(flat, i, i, length));
        for (int k = 0; k < length; k++) {
            flat[i * length + k] /= norm;
        }
    }

    private static double dot(double[] flat, int i, int j, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += flat[i * length + k] * flat[j * length + k];
        }
        return sum;
    }
}
