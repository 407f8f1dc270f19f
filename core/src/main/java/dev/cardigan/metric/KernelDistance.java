package dev.cardigan.metric;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel inception distance: squared maximum mean discrepancy under the cubic kernel {@code
 * (x.y / d + 1)^3}. Unbiased at any number of samples, so it may be below 0. Binkowski et al. 2018,
 * https://arxiv.org/abs/1801.01401.
 *
 * @param value mean over the subsets
 * @param deviation population standard deviation over the subsets
 * @param subsets the discrepancy of each pair of subsets
 */
public record KernelDistance(double value, double deviation, List<Double> subsets) {

    public KernelDistance {
        subsets = List.copyOf(subsets);
    }

    /**
     * @param features [n, d]
     * @param others [m, d]
     * @param rows I64 [subsets, size]: rows of {@code features} in each subset
     * @param otherRows I64 [subsets, size]: rows of {@code others}
     */
    public static KernelDistance between(
            Tensor features, Tensor others, Tensor rows, Tensor otherRows) {
        List<Double> subsets = new ArrayList<>();
        for (int i = 0; i < rows.size(0); i++) {
            int at = i;
            subsets.add(
                    Scope.tidy(
                            () ->
                                    unbiased(
                                            features.indexSelect(0, rows.select(0, at)),
                                            others.indexSelect(0, otherRows.select(0, at)))));
        }
        Spread spread = Spread.of(subsets.stream().mapToDouble(value -> value).toArray());
        return new KernelDistance(spread.mean(), spread.deviation(), subsets);
    }

    /** Without the diagonals, between two sets of the same size [m, d]. */
    public static double unbiased(Tensor features, Tensor others) {
        return discrepancy(features, others, false);
    }

    /** With the diagonals, between two sets of the same size [m, d]; never below 0. */
    public static double biased(Tensor features, Tensor others) {
        return discrepancy(features, others, true);
    }

    private static double discrepancy(Tensor features, Tensor others, boolean diagonals) {
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                () -> {
                                    Tensor x = features.to(DType.F64);
                                    Tensor y = others.to(DType.F64);
                                    double m = x.size(0);
                                    double pairs = diagonals ? m * m : m * (m - 1);
                                    double within = within(x, diagonals) + within(y, diagonals);
                                    double between = kernel(x, y).sum().item();
                                    return within / pairs - 2 * between / (m * m);
                                }));
    }

    private static double within(Tensor x, boolean diagonal) {
        double all = kernel(x, x).sum().item();
        return diagonal
                ? all
                : all - x.square().sum(false, 1).div(x.size(1)).add(1).pow(3).sum().item();
    }

    private static Tensor kernel(Tensor x, Tensor y) {
        return x.matmul(y.transpose(0, 1)).div(x.size(1)).add(1).pow(3);
    }
}
