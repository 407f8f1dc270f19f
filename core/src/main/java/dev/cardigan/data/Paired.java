package dev.cardigan.data;

import dev.cardigan.tensor.Tensor;

/**
 * Pictures and what is to be made of each, both [batch, channels, height, width] in [-1, 1].
 *
 * @param input what is given
 * @param target what belongs to it
 */
public record Paired(Tensor input, Tensor target) {}
