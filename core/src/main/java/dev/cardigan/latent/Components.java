package dev.cardigan.latent;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.LinearAlgebra;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions from eigenvectors, the strongest first.
 *
 * @param vectors unit vectors as rows [count, length], F32; the largest entry of each is positive
 * @param shares of each eigenvalue in the sum of all
 */
public record Components(Tensor vectors, List<Double> shares) {

    /** Fewer points than this say nothing of a spread. */
    private static final int FEWEST = 3;

    /**
     * SeFa: the directions in which the layers that read a code change most, n = argmax |A n|^2,
     * the eigenvectors of A^T A with the layers' weights A one below the other. Shen and Zhou 2021,
     * https://arxiv.org/abs/2007.06600, equation 4.
     *
     * @param readings A of each layer, [outputs, length]
     * @param count how many directions
     */
    public static Components factorized(List<Tensor> readings, int count) {
        return Scope.tidy(
                () -> {
                    Tensor sum = null;
                    for (Tensor each : readings) {
                        Tensor weight = each.detach().to(DType.F64);
                        Tensor square = weight.transpose(0, 1).matmul(weight);
                        sum = sum == null ? square : sum.add(square);
                    }
                    if (sum == null) {
                        throw new ConfigException("sefa: expected at least 1 layer, found none");
                    }
                    return strongest(sum, count);
                });
    }

    /**
     * The principal components of points, as GANSpace takes them of styles. Harkonen et al. 2020,
     * https://arxiv.org/abs/2004.02546, section 2.1.
     *
     * @param points [n, length]
     * @param count how many directions
     */
    public static Components principal(Tensor points, int count) {
        return Scope.tidy(
                () -> {
                    requireMany(points);
                    Tensor centred = centred(points);
                    Tensor scatter = centred.transpose(0, 1).matmul(centred);
                    return strongest(scatter.div(points.size(0) - 1.0), count);
                });
    }

    /**
     * The directions of latents that move the principal components of what the first layer makes of
     * them: components of y = A z, then for each the least squares fit of z by its coordinate. The
     * same, section 2.2.
     *
     * @param latents [n, length]
     * @param reading A, [outputs, length]
     * @param count how many directions
     */
    public static Components throughLayer(Tensor latents, Tensor reading, int count) {
        return Scope.tidy(
                () -> {
                    requireMany(latents);
                    Tensor weight = reading.detach().to(DType.F64);
                    // R of A = QR has all inner products of A with as few rows as latents have.
                    Tensor narrow =
                            weight.size(0) > weight.size(1)
                                    ? LinearAlgebra.triangularFactor(weight)
                                    : weight;
                    Tensor z = centred(latents);
                    Tensor seen = z.matmul(narrow.transpose(0, 1)); // [n, rows]
                    Components inside = principal(seen, count);
                    Tensor along = seen.matmul(inside.vectors().to(DType.F64).transpose(0, 1));
                    Tensor fit = along.transpose(0, 1).matmul(z); // [count, length]
                    return new Components(upright(fit), inside.shares());
                });
    }

    private static void requireMany(Tensor points) {
        if (points.size(0) < FEWEST) {
            throw new ConfigException(
                    "directions: expected at least %d samples, found %d"
                            .formatted(FEWEST, points.size(0)));
        }
    }

    private static Tensor centred(Tensor points) {
        Tensor wide = points.detach().to(DType.F64);
        return wide.sub(wide.mean(true, 0));
    }

    private static Components strongest(Tensor symmetric, int count) {
        long size = symmetric.size(0);
        if (count < 1 || count > size) {
            throw new ConfigException(
                    "directions: expected a count of 1 to %d, found %d".formatted(size, count));
        }
        LinearAlgebra.Eigen eigen = LinearAlgebra.eigen(symmetric);
        double[] values = eigen.values().toDoubles();
        double all = 0;
        for (double value : values) {
            all += Math.max(0, value);
        }
        List<Double> shares = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            shares.add(all == 0 ? 0 : Math.max(0, values[values.length - i]) / all);
        }
        Tensor last = eigen.vectors().narrow(1, size - count, count).flip(1); // strongest first
        return new Components(upright(last.transpose(0, 1)), List.copyOf(shares));
    }

    /** Rows of length 1 whose largest entry is positive: an eigenvector has no sign of its own. */
    static Tensor upright(Tensor rows) {
        Tensor wide = rows.to(DType.F64).contiguous();
        Tensor largest = wide.gather(1, wide.abs().argmax(1).unsqueeze(1)); // [count, 1]
        Tensor length = wide.square().sum(true, 1).add(Double.MIN_NORMAL).sqrt();
        return wide.div(length).mul(largest.sign()).to(DType.F32);
    }
}
