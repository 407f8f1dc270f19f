package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.LinearAlgebra;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sliced Wasserstein distance of small patches at every scale of a Laplacian pyramid, times 1000:
 * do textures and outlines look real? Needs no extractor. Karras et al. 2018,
 * https://arxiv.org/abs/1710.10196, section 5; here all pictures share the places of their patches.
 *
 * @param levels sides in pixels, finest first
 * @param distances of each level
 */
public record PyramidDistance(List<Long> levels, List<Double> distances) {

    private static final long COARSEST = 16;
    private static final long PATCH = 7;
    private static final int PLACES = 16;
    private static final int DIRECTIONS = 128;
    private static final double[] BINOMIAL = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

    public PyramidDistance {
        levels = List.copyOf(levels);
        distances = List.copyOf(distances);
    }

    /** Mean over the levels. */
    public double value() {
        return distances.stream().mapToDouble(d -> d).average().orElseThrow();
    }

    /**
     * @param pictures [n, channels, side, side], F32
     * @param others as many of the same shape
     * @throws ShapeException below 16 pixels or for different sets
     */
    public static PyramidDistance between(Tensor pictures, Tensor others, RandomStream random) {
        if (pictures.size(2) < COARSEST || pictures.count() != others.count()) {
            throw new ShapeException(
                    "sliced Wasserstein of pictures: expected two sets of one shape from 16 pixels on, found %s and %s"
                            .formatted(pictures, others));
        }
        return Gradient.untracked(() -> Scope.tidy(() -> compared(pictures, others, random)));
    }

    private static PyramidDistance compared(Tensor pictures, Tensor others, RandomStream random) {
        List<Long> sides = new ArrayList<>();
        List<Double> distances = new ArrayList<>();
        Tensor x = pictures.contiguous();
        Tensor y = others.contiguous();
        while (true) {
            long side = x.size(2);
            boolean last = side % 2 != 0 || side / 2 < COARSEST;
            Tensor smallX = last ? x : smaller(x);
            Tensor smallY = last ? y : smaller(y);
            Tensor detailX = last ? x : x.sub(larger(smallX));
            Tensor detailY = last ? y : y.sub(larger(smallY));
            sides.add(side);
            distances.add(Scope.tidy(() -> sliced(detailX, detailY, random)));
            if (last) {
                return new PyramidDistance(sides, distances);
            }
            x = smallX;
            y = smallY;
        }
    }

    private static double sliced(Tensor x, Tensor y, RandomStream random) {
        long[] places = random.integers(x.size(2) - PATCH + 1, 2L * PLACES).toLongs();
        Tensor patches = normalised(patches(x, places)); // [PLACES * n, channels * 49]
        Tensor others = normalised(patches(y, places));
        Tensor directions = random.normal(patches.size(1), DIRECTIONS);
        Tensor unit = directions.div(directions.square().sum(true, 0).sqrt());
        Tensor projected = LinearAlgebra.sorted(patches.matmul(unit), 0);
        return projected.distance(LinearAlgebra.sorted(others.matmul(unit), 0)).item() * 1000;
    }

    private static Tensor patches(Tensor x, long[] places) {
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            parts.add(
                    x.narrow(2, places[2 * i], PATCH)
                            .narrow(3, places[2 * i + 1], PATCH)
                            .flatten()
                            .reshape(x.size(0), x.size(1), PATCH * PATCH));
        }
        return parts.get(0).cat(0, parts.subList(1, PLACES).toArray(Tensor[]::new));
    }

    /** Each channel with mean 0 and deviation 1 over the set, [n, channels * 49]. */
    private static Tensor normalised(Tensor patches) {
        Tensor centred = patches.sub(patches.mean(true, 0, 2));
        Tensor deviation = centred.square().mean(true, 0, 2).add(1e-12).sqrt();
        return centred.div(deviation).flatten();
    }

    private static Tensor smaller(Tensor x) {
        return blurred(x, 2, 1);
    }

    private static Tensor larger(Tensor x) {
        long n = x.size(0);
        long channels = x.size(1);
        long side = x.size(2);
        Tensor rows = x.reshape(n, channels, side, 1, side, 1);
        Tensor gaps = rows.cat(5, rows.zerosLike());
        Tensor spread = gaps.cat(3, gaps.zerosLike());
        return blurred(spread.reshape(n, channels, 2 * side, 2 * side), 1, 4);
    }

    private static Tensor blurred(Tensor x, long stride, double gain) {
        long planes = x.size(0) * x.size(1);
        double[] kernel = new double[BINOMIAL.length * BINOMIAL.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = gain * BINOMIAL[i / BINOMIAL.length] * BINOMIAL[i % BINOMIAL.length];
        }
        Tensor weight = Tensor.of(kernel, 1, 1, BINOMIAL.length, BINOMIAL.length).to(x.dtype());
        Tensor blurred =
                x.reshape(planes, 1, x.size(2), x.size(3))
                        .padReflect(2)
                        .conv(weight, Optional.empty(), stride, 0, 1, 1);
        return blurred.reshape(x.size(0), x.size(1), blurred.size(2), blurred.size(3));
    }
}
