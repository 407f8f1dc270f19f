package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How far pictures move, in features, when latents move a little: low when the latent space is
 * smooth. Karras et al. 2019, https://arxiv.org/abs/1812.04948, section 4.1.
 *
 * @param value mean of the squared distances over epsilon squared, without the outer 1 % each side
 * @param low the 1st percentile, the lower neighbour
 * @param high the 99th percentile, the higher neighbour
 * @param kept distances within both
 */
public record PathLength(double value, double low, double high, int kept) {

    /** The step along the path that the paper uses. */
    public static final double EPSILON = 1e-4;

    private static final double TRIMMED = 0.01;

    /**
     * @param start features of the pictures at t, [n, d]
     * @param end features of those at t + epsilon
     * @return [n], F64: the squared distance of each pair over epsilon squared
     */
    public static Tensor distances(Tensor start, Tensor end, double epsilon) {
        return Scope.tidy(
                () ->
                        end.to(DType.F64)
                                .sub(start.to(DType.F64))
                                .square()
                                .sum(false, 1)
                                .div(epsilon * epsilon));
    }

    /**
     * @throws DataException without a distance
     */
    public static PathLength of(Tensor distances) {
        double[] sorted = distances.toDoubles();
        if (sorted.length == 0) {
            throw new DataException("path length: expected at least 1 distance, found none");
        }
        Arrays.sort(sorted);
        double low = sorted[(int) Math.floor((sorted.length - 1) * TRIMMED)];
        double high = sorted[(int) Math.ceil((sorted.length - 1) * (1 - TRIMMED))];
        double[] kept = Arrays.stream(sorted).filter(d -> d >= low && d <= high).toArray();
        return new PathLength(Spread.of(kept).mean(), low, high, kept.length);
    }

    /**
     * The straight way from a to b [n, size] at t [n, 1]: for spaces without a norm of their own.
     */
    public static Tensor straight(Tensor a, Tensor b, Tensor t) {
        return a.add(b.sub(a).mul(t));
    }

    /** The way along the sphere from a to b [n, size] at t [n, 1]; of length 1. */
    public static Tensor spherical(Tensor a, Tensor b, Tensor t) {
        Tensor from = unit(a);
        Tensor to = unit(b);
        Tensor cosine = from.mul(to).sum(true, 1);
        Tensor across = unit(to.sub(cosine.mul(from)));
        Tensor angle = t.mul(angle(cosine));
        return unit(from.mul(cosine(angle)).add(across.mul(sine(angle))));
    }

    private static Tensor unit(Tensor rows) {
        return rows.div(rows.square().sum(true, 1).sqrt());
    }

    private static Tensor angle(Tensor cosine) {
        return each(cosine, Math::acos);
    }

    private static Tensor cosine(Tensor angle) {
        return each(angle, Math::cos);
    }

    private static Tensor sine(Tensor angle) {
        return each(angle, Math::sin);
    }

    /** One number for each path: too few for the engine to matter. */
    private static Tensor each(Tensor values, DoubleUnaryOperator function) {
        double[] mapped = Arrays.stream(values.toDoubles()).map(function).toArray();
        return Tensor.of(mapped, values.shape()).to(values.dtype());
    }
}
