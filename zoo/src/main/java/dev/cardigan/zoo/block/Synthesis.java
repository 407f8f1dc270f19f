package dev.cardigan.zoo.block;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.List;

/** What makes pictures of styles. */
interface Synthesis extends Network {

    /** Styles that one picture takes. */
    long styles();

    /**
     * Pictures, not bounded.
     *
     * @param styles [batch, styles, length]
     */
    Tensor of(Tensor styles, Noise noise, RandomSource random);

    /** The constant noise of every convolution, [side, side] each, in the order of a pass. */
    List<Tensor> noises();

    /** What each style is multiplied with, [channels, length]. */
    List<Tensor> readings();
}
