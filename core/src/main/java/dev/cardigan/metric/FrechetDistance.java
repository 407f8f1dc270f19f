package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.LinearAlgebra;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The Frechet distance between two sets of features, each taken as a Gaussian: {@code |m1 - m2|^2 +
 * tr S1 + tr S2 - 2 tr (S1 S2)^1/2}. Heusel et al. 2017, https://arxiv.org/abs/1706.08500.
 *
 * <p>With {@code S = R^T R} the last trace is the sum of the singular values of {@code R1 R2^T},
 * which is exact for singular covariances too: no matrix square root and no added diagonal.
 *
 * @param meanTerm squared distance of the means
 * @param traces tr S1 + tr S2
 * @param traceRoot tr (S1 S2)^1/2
 */
public record FrechetDistance(double meanTerm, double traces, double traceRoot) {

    /** Rows taken into the triangular factor at once, which bounds the memory. */
    private static final int ROWS = 8192;

    /**
     * Mean and covariance of features; frees nothing by itself, so keep or drop it as a tensor.
     *
     * @param mean [features], F64
     * @param root R [rows, features], F64; R^T R is the covariance with 1 / (n - 1)
     * @param count samples
     */
    public record Moments(Tensor mean, Tensor root, long count) {

        /**
         * @param features [n, features] of any floating type
         * @throws DataException for fewer than two samples
         */
        public static Moments of(Tensor features) {
            long count = features.size(0);
            if (count < 2) {
                throw new DataException(
                        "Frechet distance: a covariance needs at least 2 samples, found " + count);
            }
            return Gradient.untracked(
                    () -> Scope.tidy(() -> fitted(features, count, mean(features, count))));
        }

        private static Tensor mean(Tensor features, long count) {
            Tensor sum = Tensor.zeros(features.size(1)).to(DType.F64);
            for (long from = 0; from < count; from += ROWS) {
                long start = from;
                Scope.run(() -> sum.increase(chunk(features, start, count).sum(false, 0), 1));
            }
            return sum.div(count);
        }

        private static Moments fitted(Tensor features, long count, Tensor mean) {
            Tensor root = Tensor.zeros(0, features.size(1)).to(DType.F64);
            for (long from = 0; from < count; from += ROWS) {
                long start = from;
                Tensor before = root;
                root =
                        Scope.tidy(
                                () -> {
                                    Tensor centred = chunk(features, start, count).sub(mean);
                                    return LinearAlgebra.triangularFactor(
                                            start == 0 ? centred : before.cat(0, centred));
                                });
            }
            return new Moments(mean, root.div(Math.sqrt(count - 1.0)), count);
        }

        private static Tensor chunk(Tensor features, long from, long count) {
            return features.narrow(0, from, Math.min(ROWS, count - from)).to(DType.F64);
        }

        /** This with {@code ridge} added to the diagonal of its covariance. */
        public Moments withRidge(double ridge) {
            return Scope.tidy(
                    () -> {
                        long size = mean.size(0);
                        Tensor unit = Tensor.arange(size).oneHot(size).to(DType.F64);
                        return new Moments(mean, root.cat(0, unit.mul(Math.sqrt(ridge))), count);
                    });
        }
    }

    /** The distance itself, not below 0 but for rounding. */
    public double value() {
        return meanTerm + traces - 2 * traceRoot;
    }

    public static FrechetDistance between(Moments one, Moments other) {
        return Scope.tidy(
                () -> {
                    Tensor cross = one.root().matmul(other.root().transpose(0, 1));
                    return new FrechetDistance(
                            one.mean().sub(other.mean()).square().sum().item(),
                            one.root().square().sum().item() + other.root().square().sum().item(),
                            LinearAlgebra.singularValues(cross).sum().item());
                });
    }

    /** Between features [n, d] and [m, d]. */
    public static FrechetDistance between(Tensor features, Tensor others) {
        return Scope.tidy(() -> between(Moments.of(features), Moments.of(others)));
    }

    /**
     * The distance as the number of samples grows without end, from the straight line through
     * distances over 1 / N. Chong and Forsyth 2020, https://arxiv.org/abs/1911.07023.
     *
     * @param value the line at 1 / N = 0
     * @param slope of the line
     * @param standardError of the value, from the residuals
     * @param distances those the line was fitted to
     */
    public record Extrapolation(
            double value, double slope, double standardError, List<Double> distances) {

        public Extrapolation {
            distances = List.copyOf(distances);
        }
    }

    /**
     * @param sizes of the subsets
     * @param subset the features of the i-th subset, [sizes[i], d]
     */
    public static Extrapolation extrapolated(
            List<Long> sizes, LongFunction<Tensor> subset, Moments real) {
        List<Double> distances = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            int at = i;
            distances.add(Scope.tidy(() -> between(Moments.of(subset.apply(at)), real).value()));
        }
        double[] x = sizes.stream().mapToDouble(size -> 1.0 / size).toArray();
        double[] y = distances.stream().mapToDouble(distance -> distance).toArray();
        Line line = Line.through(x, y);
        return new Extrapolation(line.intercept(), line.slope(), line.interceptError(), distances);
    }
}
