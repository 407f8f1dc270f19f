package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/** Changes the size of pictures [batch, channels, height, width] without weights. */
public sealed interface Resample extends Layer {

    /** Repeats every pixel {@code factor} times in both directions. */
    record Nearest(long factor) implements Resample {
        @Override
        public Tensor forward(Tensor x) {
            return x.upsampleNearest(factor);
        }
    }

    /** Enlarges with bilinear weights, half-pixel centres. */
    record Bilinear(long factor) implements Resample {
        @Override
        public Tensor forward(Tensor x) {
            return x.resizeBilinear(x.size(2) * factor, x.size(3) * factor);
        }
    }

    /** The mean of every {@code factor} x {@code factor} window. */
    record Average(long factor) implements Resample {
        @Override
        public Tensor forward(Tensor x) {
            return x.averagePool(factor);
        }
    }

    /**
     * Rearranges [batch, c * r * r, h, w] to [batch, c, h * r, w * r]. Shi et al. 2016,
     * arXiv:1609.05158.
     */
    record PixelShuffle(long factor) implements Resample {
        @Override
        public Tensor forward(Tensor x) {
            return x.pixelShuffle(factor);
        }
    }
}
