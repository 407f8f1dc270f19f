package dev.cardigan.latent;

import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps noise that is optimised from hiding a picture: neighbours must not go together at any
 * scale. Karras et al. 2020, https://arxiv.org/abs/1912.04958, appendix D, equation 5.
 */
final class NoiseRegularity {

    /** At this side and below, noise is not halved any further. */
    private static final long SMALLEST = 8;

    private NoiseRegularity() {}

    /** The sum over noises [1, 1, side, side] and scales of the squared correlations, a scalar. */
    static Optional<Tensor> of(List<Tensor> noises) {
        List<Tensor> terms = new ArrayList<>();
        for (Tensor noise : noises) {
            Tensor scale = noise;
            while (true) {
                terms.add(together(scale, 2).add(together(scale, 3)));
                if (scale.size(2) <= SMALLEST) {
                    break;
                }
                scale = scale.averagePool(2);
            }
        }
        return terms.stream().reduce(Tensor::add);
    }

    /** The squared mean product of neighbours along an axis, its ends joined. */
    private static Tensor together(Tensor noise, int axis) {
        long side = noise.size(axis);
        Tensor shifted = noise.narrow(axis, side - 1, 1).cat(axis, noise.narrow(axis, 0, side - 1));
        return noise.mul(shifted).mean().square();
    }

    /** In place: mean 0, mean square 1. */
    static void normalise(Tensor noise) {
        Tensor centred = noise.sub(noise.mean());
        noise.set(centred.mul(centred.square().mean().add(1e-12).pow(-0.5)));
    }
}
