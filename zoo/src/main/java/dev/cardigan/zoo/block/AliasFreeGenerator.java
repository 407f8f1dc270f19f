package dev.cardigan.zoo.block;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;

/**
 * StyleGAN3's generator. Karras et al. 2021, https://arxiv.org/abs/2106.12423.
 *
 * @param teller how classes are told
 * @param mixing share of the training batches whose styles come from two latents; the paper has 0
 * @param truncation share of a style's distance from the mean that is kept when not training
 * @param random where mixing is drawn from
 */
public record AliasFreeGenerator<C>(
        StyleMapping mapping,
        AliasFreeSynthesis synthesis,
        Teller<C> teller,
        double mixing,
        double truncation,
        RandomSource random)
        implements MappedStyles<C> {

    @Override
    public Tensor forward(Tensor latents, C condition) {
        long all = synthesis.styles();
        Tensor styles =
                new StyleChoice<>(mapping, teller, all, all, mixing, truncation, all, random)
                        .of(latents, condition);
        return synthesis.of(styles, Noise.NONE, random);
    }
}
