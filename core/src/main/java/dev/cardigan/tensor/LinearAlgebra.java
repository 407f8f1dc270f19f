package dev.cardigan.tensor;

import dev.cardigan.error.ShapeException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Decompositions, distances and order of matrices: what measures need and networks do not. */
public final class LinearAlgebra {

    private LinearAlgebra() {}

    /** The singular values of a matrix [rows, columns], largest first, [min(rows, columns)]. */
    public static Tensor singularValues(Tensor matrix) {
        requireMatrix("singular values", matrix);
        return Native.call(
                "singularValues", () -> Tensor.wrap(torch.linalg_svdvals(matrix.handle())), matrix);
    }

    /**
     * R of the decomposition A = QR of a matrix [rows, columns]: [min(rows, columns), columns], and
     * R^T R = A^T A without the loss of precision that forming A^T A brings.
     */
    public static Tensor triangularFactor(Tensor matrix) {
        requireMatrix("triangular factor", matrix);
        return Native.call(
                "triangularFactor", () -> second(torch.linalg_qr(matrix.handle(), "r")), matrix);
    }

    /**
     * What a symmetric matrix stretches, and how much.
     *
     * @param values rising, [n]
     * @param vectors column k belongs to value k; orthonormal, [n, n]
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix [n, n], of which the lower triangle is
     * looked at. The sign of a vector is the library's choice.
     */
    public static Eigen eigen(Tensor symmetric) {
        requireMatrix("eigenvectors", symmetric);
        return Native.call(
                "eigen",
                () -> {
                    T_TensorTensor_T pair = torch.linalg_eigh(symmetric.handle(), "L");
                    return new Eigen(first(pair), second(pair));
                },
                symmetric);
    }

    /**
     * From rows [n, d] to their squared Euclidean distances from those of {@code others} [m, d]:
     * [n, m]. By one product of matrices, so values far below the squared norm of the rows are
     * rounded: centre them.
     */
    public static UnaryOperator<Tensor> squaredDistancesTo(Tensor others) {
        // x.x - 2 x.y + y.y as the product of [-2 x, x.x, 1] and [y, 1, y.y]: the large matrix of
        // results is written once, not once for each term.
        Tensor norms = others.square().sum(true, 1); // [m, 1]
        Tensor right = others.cat(1, ones(norms), norms).transpose(0, 1); // [d + 2, m]
        return rows -> {
            Tensor own = rows.square().sum(true, 1); // [n, 1]
            Tensor left = rows.mul(-2).cat(1, own, ones(own)); // [n, d + 2]
            return left.matmul(right).clamp(0, Double.POSITIVE_INFINITY);
        };
    }

    private static Tensor ones(Tensor like) {
        return like.mul(0).add(1);
    }

    /** The {@code count} smallest of every row, smallest first: [n, m] to [n, count]. */
    public static Tensor smallest(Tensor matrix, long count) {
        requireMatrix("smallest", matrix);
        return Native.call(
                "smallest",
                () -> first(torch.topk(matrix.handle(), count, 1, false, true)),
                matrix);
    }

    /** The values along an axis in rising order. */
    public static Tensor sorted(Tensor values, int axis) {
        return Native.call("sorted", () -> first(torch.sort(values.handle(), axis, false)), values);
    }

    private static void requireMatrix(String what, Tensor matrix) {
        if (matrix.dimensions() != 2) {
            throw new ShapeException(
                    "%s: expected a matrix [rows, columns], found %s"
                            .formatted(what, Arrays.toString(matrix.shape())));
        }
    }

    // Copies of the handles: what a tuple gives is a reference into it.

    private static Tensor first(T_TensorTensor_T pair) {
        return Tensor.wrap(new org.bytedeco.pytorch.Tensor(pair.get0()));
    }

    private static Tensor second(T_TensorTensor_T pair) {
        return Tensor.wrap(new org.bytedeco.pytorch.Tensor(pair.get1()));
    }
}
