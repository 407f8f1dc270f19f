package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.LinearAlgebra;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Quality and variety apart, from balls around every sample that reach to its k-th nearest
 * neighbour. Precision and recall: Kynkaanniemi et al. 2019, https://arxiv.org/abs/1904.06991;
 * density and coverage: Naeem et al. 2020, https://arxiv.org/abs/2002.09797.
 *
 * @param precision share of generated samples inside some real ball: quality
 * @param recall share of real samples inside some generated ball: variety
 * @param density real balls a generated sample lies in, over k; 1 is as dense as real, may be above
 * @param coverage share of real balls with a generated sample inside
 */
public record Manifolds(double precision, double recall, double density, double coverage) {

    /** Distances in memory at a time, 16 MiB of F64: more is not reused but asked for anew. */
    private static final long BLOCK = 1L << 21;

    /** Harmonic mean of precision and recall. */
    public double fScore() {
        return 2 * precision * recall / Math.max(1e-5, precision + recall);
    }

    /**
     * @param real features [n, d]
     * @param generated features [m, d]
     * @param neighbours k of the balls
     * @throws DataException where a set has no k other samples
     */
    public static Manifolds between(Tensor real, Tensor generated, int neighbours) {
        return Gradient.untracked(() -> Scope.tidy(() -> compared(real, generated, neighbours)));
    }

    private static Manifolds compared(Tensor realRaw, Tensor generatedRaw, int k) {
        // Centred: distances come from products, which round away what is small beside the norms.
        Tensor centre = realRaw.to(DType.F64).mean(true, 0);
        Tensor real = realRaw.to(DType.F64).sub(centre);
        Tensor generated = generatedRaw.to(DType.F64).sub(centre);
        Tensor realRadii = squaredRadii(real, real, k); // [n]
        Tensor generatedRadii = squaredRadii(generated, generated, k); // [m]
        double inReal = 0;
        double balls = 0;
        double covered = 0;
        double recalled = 0;
        UnaryOperator<Tensor> toGenerated = LinearAlgebra.squaredDistancesTo(generated);
        for (Block block : Block.of(real.size(0), generated.size(0))) {
            double[] counts =
                    Scope.tidy(() -> counted(block, real, toGenerated, realRadii, generatedRadii))
                            .clone();
            covered += counts[0];
            recalled += counts[1];
        }
        UnaryOperator<Tensor> toReal = LinearAlgebra.squaredDistancesTo(real);
        for (Block block : Block.of(generated.size(0), real.size(0))) {
            double[] counts = Scope.tidy(() -> inside(block, generated, toReal, realRadii)).clone();
            inReal += counts[0];
            balls += counts[1];
        }
        double n = real.size(0);
        double m = generated.size(0);
        return new Manifolds(inReal / m, recalled / n, balls / (k * m), covered / n);
    }

    /** Of a block of real samples: balls that hold a generated one, and samples inside one. */
    private static double[] counted(
            Block block,
            Tensor real,
            UnaryOperator<Tensor> toGenerated,
            Tensor radii,
            Tensor generatedRadii) {
        Tensor distances = toGenerated.apply(block.of(real));
        Tensor nearest = LinearAlgebra.smallest(distances, 1).squeeze(1);
        double covered = nearest.sub(block.of(radii)).less(0).sum().item();
        Tensor within = distances.sub(generatedRadii).less(0);
        return new double[] {covered, within.largest(1).sum().item()};
    }

    /** Of a block of generated samples: those inside a real ball, and balls they are inside of. */
    private static double[] inside(
            Block block, Tensor generated, UnaryOperator<Tensor> toReal, Tensor radii) {
        Tensor within = toReal.apply(block.of(generated)).sub(radii).less(0);
        return new double[] {within.largest(1).sum().item(), within.sum().item()};
    }

    /**
     * Distance of every sample to its k-th nearest other sample of the same set, [n], F64.
     *
     * @throws DataException where there are not that many others
     */
    public static Tensor radii(Tensor features, int neighbours) {
        return radii(features, features, neighbours);
    }

    /**
     * The same for some samples of a set.
     *
     * @param some [n, d], each of them also among all
     * @param all [m, d]
     * @return [n], F64
     * @throws DataException where there are not that many others
     */
    public static Tensor radii(Tensor some, Tensor all, int neighbours) {
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                () -> {
                                    Tensor wide = all.to(DType.F64);
                                    Tensor centre = wide.mean(true, 0);
                                    return squaredRadii(
                                                    some.to(DType.F64).sub(centre),
                                                    wide.sub(centre),
                                                    neighbours)
                                            .sqrt();
                                }));
    }

    private static Tensor squaredRadii(Tensor some, Tensor features, int k) {
        if (features.size(0) <= k) {
            throw new DataException(
                    "neighbourhoods of %d samples: expected more than %d in each set, found %d"
                            .formatted(k, k, features.size(0)));
        }
        UnaryOperator<Tensor> toFeatures = LinearAlgebra.squaredDistancesTo(features);
        List<Tensor> parts = new ArrayList<>();
        for (Block block : Block.of(some.size(0), features.size(0))) {
            // The nearest of all is the sample itself.
            parts.add(
                    Scope.tidy(
                            () ->
                                    LinearAlgebra.smallest(toFeatures.apply(block.of(some)), k + 1L)
                                            .select(1, k)));
        }
        return joined(parts);
    }

    /** Distance of every row of {@code features} to the nearest row of {@code others}, [n], F64. */
    public static Tensor nearest(Tensor features, Tensor others) {
        return Gradient.untracked(() -> Scope.tidy(() -> nearestOf(features, others)));
    }

    private static Tensor nearestOf(Tensor features, Tensor others) {
        Tensor centre = others.to(DType.F64).mean(true, 0);
        Tensor from = features.to(DType.F64).sub(centre);
        Tensor to = others.to(DType.F64).sub(centre);
        UnaryOperator<Tensor> toOthers = LinearAlgebra.squaredDistancesTo(to);
        List<Tensor> parts = new ArrayList<>();
        for (Block block : Block.of(from.size(0), to.size(0))) {
            parts.add(
                    Scope.tidy(
                            () ->
                                    LinearAlgebra.smallest(toOthers.apply(block.of(from)), 1)
                                            .squeeze(1)));
        }
        return joined(parts).sqrt();
    }

    private static Tensor joined(List<Tensor> parts) {
        return parts.get(0).cat(0, parts.subList(1, parts.size()).toArray(Tensor[]::new));
    }

    /** Some rows of a matrix of distances. */
    private record Block(long from, long count) {

        static List<Block> of(long rows, long columns) {
            long height = Math.max(1, BLOCK / columns);
            List<Block> blocks = new ArrayList<>();
            for (long from = 0; from < rows; from += height) {
                blocks.add(new Block(from, Math.min(height, rows - from)));
            }
            return blocks;
        }

        Tensor of(Tensor rows) {
            return rows.narrow(0, from, count);
        }
    }
}
