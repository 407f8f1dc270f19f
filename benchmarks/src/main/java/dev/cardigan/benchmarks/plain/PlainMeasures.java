package dev.cardigan.benchmarks.plain;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The operations that the measures of features are made of, straight in libtorch, all in F64. */
public final class PlainMeasures {

    private static final long ROWS = 8192;
    private static final long BLOCK = 1L << 24;

    private PlainMeasures() {}

    /** Means, triangular factors, one product, its singular values. */
    public static double frechet(Tensor features, Tensor others) {
        PointerScope all = new PointerScope();
        try {
            Tensor mean = wide(features).mean(new long[] {0}, false, new ScalarTypeOptional());
            Tensor otherMean = wide(others).mean(new long[] {0}, false, new ScalarTypeOptional());
            Tensor root = factor(features, mean);
            Tensor otherRoot = factor(others, otherMean);
            double means = mean.sub(otherMean).square().sum().item_double();
            double traces =
                    root.square().sum().item_double() + otherRoot.square().sum().item_double();
            return means + traces - 2 * traceRoot(root, otherRoot);
        } finally {
            all.close();
        }
    }

    /** The trace of the root of the product of two covariances, from their triangular factors. */
    public static double traceRoot(Tensor root, Tensor otherRoot) {
        PointerScope all = new PointerScope();
        try {
            return torch.linalg_svdvals(root.matmul(otherRoot.t())).sum().item_double();
        } finally {
            all.close();
        }
    }

    private static Tensor wide(Tensor features) {
        return features.to(ScalarType.Double);
    }

    private static Tensor factor(Tensor features, Tensor mean) {
        long count = features.size(0);
        Tensor root = torch.zeros(0, features.size(1)).to(ScalarType.Double);
        for (long from = 0; from < count; from += ROWS) {
            Tensor part = wide(features.narrow(0, from, Math.min(ROWS, count - from))).sub(mean);
            Tensor both = torch.cat(new org.bytedeco.pytorch.TensorVector(root, part), 0);
            root = new Tensor(torch.linalg_qr(both, "r").get1());
        }
        return root.div(new Scalar(Math.sqrt(count - 1.0)));
    }

    /** Three kernel matrices of one pair of subsets. */
    public static double kernel(Tensor features, Tensor others) {
        PointerScope all = new PointerScope();
        try {
            Tensor x = wide(features);
            Tensor y = wide(others);
            double m = x.size(0);
            double within = within(x) + within(y);
            return within / (m * (m - 1)) - 2 * cubic(x, y).sum().item_double() / (m * m);
        } finally {
            all.close();
        }
    }

    private static double within(Tensor x) {
        Tensor diagonal =
                x.square()
                        .sum(new long[] {1}, false, new ScalarTypeOptional())
                        .div(new Scalar((double) x.size(1)))
                        .add(new Scalar(1.0))
                        .pow(new Scalar(3.0));
        return cubic(x, x).sum().item_double() - diagonal.sum().item_double();
    }

    private static Tensor cubic(Tensor x, Tensor y) {
        return x.matmul(y.t())
                .div(new Scalar((double) x.size(1)))
                .add(new Scalar(1.0))
                .pow(new Scalar(3.0));
    }

    /** The k-th nearest neighbour of every row, by blocks of squared distances. */
    public static double radii(Tensor features, long neighbours) {
        PointerScope all = new PointerScope();
        try {
            Tensor x = wide(features);
            Tensor norms = x.square().sum(new long[] {1}, false, new ScalarTypeOptional());
            long height = Math.max(1, BLOCK / x.size(0));
            double sum = 0;
            for (long from = 0; from < x.size(0); from += height) {
                long count = Math.min(height, x.size(0) - from);
                sum += block(x, norms, from, count, neighbours);
            }
            return sum;
        } finally {
            all.close();
        }
    }

    private static double block(Tensor x, Tensor norms, long from, long count, long neighbours) {
        PointerScope all = new PointerScope();
        try {
            Tensor distances =
                    x.narrow(0, from, count)
                            .matmul(x.t())
                            .mul(new Scalar(-2.0))
                            .add(norms.narrow(0, from, count).unsqueeze(1))
                            .add(norms);
            Tensor nearest = torch.topk(distances, neighbours + 1, 1, false, true).get0();
            return nearest.select(1, neighbours)
                    .clamp_min(new Scalar(0.0))
                    .sqrt()
                    .sum()
                    .item_double();
        } finally {
            all.close();
        }
    }
}
