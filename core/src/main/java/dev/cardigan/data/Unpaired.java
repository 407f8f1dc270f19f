package dev.cardigan.data;

import dev.cardigan.tensor.Tensor;

/**
 * Pictures of two kinds that have nothing to do with each other, each [batch, channels, height,
 * width] in [-1, 1].
 */
public record Unpaired(Tensor inA, Tensor inB) {}
