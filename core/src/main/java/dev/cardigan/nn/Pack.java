package dev.cardigan.nn;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * Several samples as one: [batch, channels, ..] to [batch / samples, samples * channels, ..], rows
 * {@code samples * i} to {@code samples * i + samples - 1} becoming the channels of row i. A
 * discriminator that begins with it sees that a generator repeats itself. Lin et al. 2018 (PacGAN),
 * https://arxiv.org/abs/1712.04086.
 *
 * @param samples in a pack
 */
public record Pack(int samples) implements Layer {

    public Pack {
        if (samples < 1) {
            throw new ConfigException("packing: expected at least 1 sample, found " + samples);
        }
    }

    /**
     * @throws ShapeException if the batch is not made of whole packs
     */
    @Override
    public Tensor forward(Tensor x) {
        long batch = x.size(0);
        if (batch % samples != 0) {
            throw new ShapeException(
                    "packing: expected a batch of whole packs of "
                            + samples
                            + ", found "
                            + batch
                            + " samples; set batch to a multiple of "
                            + samples);
        }
        return reshaped(x, batch / samples, x.size(1) * samples);
    }

    /** From packs back to samples. */
    public Tensor unpacked(Tensor packs) {
        return reshaped(packs, packs.size(0) * samples, packs.size(1) / samples);
    }

    private Tensor reshaped(Tensor x, long first, long second) {
        if (samples == 1) {
            return x;
        }
        long[] shape = Arrays.copyOf(x.shape(), x.dimensions());
        shape[0] = first;
        shape[1] = second;
        return x.reshape(shape);
    }
}
