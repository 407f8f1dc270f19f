package dev.cardigan.data;

import dev.cardigan.tensor.Tensor;

/**
 * Real samples and what is known of each.
 *
 * @param real [batch, ..]; pictures are [batch, channels, height, width] in [-1, 1]
 * @param condition {@link dev.cardigan.nn.None} or {@link dev.cardigan.nn.Labels}, ...
 */
public record Batch<C>(Tensor real, C condition) {

    /** Number of samples. */
    public long size() {
        return real.size(0);
    }
}
