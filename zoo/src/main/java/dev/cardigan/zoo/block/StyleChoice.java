package dev.cardigan.zoo.block;

import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * Which styles the layers of a batch read: while training, those of two latents for some batches,
 * the second from a random layer on (mixing regularisation); afterwards the same everywhere, drawn
 * towards their mean. Karras et al. 2019, https://arxiv.org/abs/1812.04948, section 3.1 and
 * appendix B.
 *
 * @param layers that read a style
 * @param active of these, from the coarsest, that take part in a picture now
 * @param mixing share of the training batches whose styles come from two latents
 * @param truncation share of a style's distance from the mean that is kept when not training
 * @param cutoff layers, from the coarsest, whose styles are drawn towards the mean
 */
record StyleChoice<C>(
        StyleMapping mapping,
        Teller<C> teller,
        long layers,
        long active,
        double mixing,
        double truncation,
        long cutoff,
        RandomSource random) {

    /** Styles [batch, layers, length]. */
    Tensor of(Tensor latents, C condition) {
        Tensor mapped = mapping.of(Optional.of(latents), teller.oneHot(condition));
        if (!Mode.isTraining()) {
            return mapping.truncated(everywhere(mapped), truncation, cutoff);
        }
        mapping.follow(mapped);
        long cut = cut();
        if (cut == active) {
            return everywhere(mapped);
        }
        Tensor others = random.normal(latents.shape()).to(latents.device());
        Tensor finer = mapping.of(Optional.of(others), teller.oneHot(condition));
        return StyleGenerator.mixed(everywhere(mapped), everywhere(finer), cut);
    }

    private Tensor everywhere(Tensor mapped) {
        return everywhere(mapped, layers);
    }

    /** One style for every layer: [batch, length] to [batch, layers, length]. */
    static Tensor everywhere(Tensor mapped, long layers) {
        return mapped.unsqueeze(1).expand(-1, layers, -1);
    }

    /** Where the other latents' styles begin, by chance; past the end where they do not. */
    private long cut() {
        if (mixing == 0 || random.uniform(0, 1, 1).item() >= mixing) {
            return active;
        }
        return 1 + random.integers(active - 1, 1).toLongs()[0];
    }
}
