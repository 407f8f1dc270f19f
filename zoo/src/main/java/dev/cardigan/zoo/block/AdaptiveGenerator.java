package dev.cardigan.zoo.block;

import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;

/**
 * StyleGAN's first generator, which grows. Karras et al. 2019, https://arxiv.org/abs/1812.04948.
 *
 * @param teller how classes are told
 * @param mixing share of the training batches whose styles come from two latents
 * @param truncation share of a style's distance from the mean that is kept when not training
 * @param cutoff layers, from the coarsest, whose styles are drawn towards the mean
 * @param random where mixing and noise are drawn from
 */
public record AdaptiveGenerator<C>(
        StyleMapping mapping,
        AdaptiveSynthesis synthesis,
        Teller<C> teller,
        double mixing,
        double truncation,
        int cutoff,
        RandomSource random)
        implements MappedStyles<C> {

    @Override
    public Tensor forward(Tensor latents, C condition) {
        StyleChoice<C> choice =
                new StyleChoice<>(
                        mapping,
                        teller,
                        synthesis.styles(),
                        synthesis.active(),
                        mixing,
                        truncation,
                        cutoff,
                        random);
        Noise noise = Mode.isTraining() ? Noise.RANDOM : Noise.CONSTANT;
        return synthesis.of(choice.of(latents, condition), noise, random);
    }

    @Override
    public int truncatedLayers() {
        return Math.min(cutoff, layers());
    }
}
