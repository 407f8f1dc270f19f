package dev.cardigan.classifier;

import dev.cardigan.error.DataException;
import dev.cardigan.metric.Manifolds;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether generated pictures are copies of training pictures. Each is as far from its nearest
 * training picture as the distance says; real pictures that were held out show how far a new
 * picture is. A copy is one nearer than 99 % of those, so of honest pictures about 1 % are.
 *
 * @param generated distances of generated pictures to the nearest training picture, ascending by
 *     picture number
 * @param heldOut the same of real pictures that were not trained on
 */
public record NearCopies(List<Double> generated, List<Double> heldOut) {

    private static final double NEAR = 0.01;

    public NearCopies {
        generated = List.copyOf(generated);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * @param generated [n, ..]; pixels or features
     * @param heldOut [m, ..]
     * @param training [k, ..]
     * @throws DataException if one of them is empty
     */
    public static NearCopies of(Tensor generated, Tensor heldOut, Tensor training) {
        if (generated.size(0) == 0 || heldOut.size(0) == 0 || training.size(0) == 0) {
            throw new DataException(
                    "near copies: expected generated, held-out and training pictures, found %s, %s and %s"
                            .formatted(generated, heldOut, training));
        }
        return new NearCopies(nearest(generated, training), nearest(heldOut, training));
    }

    private static List<Double> nearest(Tensor from, Tensor to) {
        double[] distances =
                Scope.tidy(() -> Manifolds.nearest(from.flatten(), to.flatten())).toDoubles();
        return Arrays.stream(distances).boxed().toList();
    }

    /** Below this a picture counts as a copy. */
    public double threshold() {
        return quantile(heldOut, NEAR);
    }

    /** Share of generated pictures that are copies; 0.01 is what new pictures have. */
    public double share() {
        double threshold = threshold();
        return (double) generated.stream().filter(each -> each < threshold).count()
                / generated.size();
    }

    public double medianGenerated() {
        return quantile(generated, 0.5);
    }

    public double medianHeldOut() {
        return quantile(heldOut, 0.5);
    }

    /** Numbers of the generated pictures nearest to the training set, nearest first. */
    public int[] nearest(int count) {
        return IntStream.range(0, generated.size())
                .boxed()
                .sorted((a, b) -> Double.compare(generated.get(a), generated.get(b)))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }
}
