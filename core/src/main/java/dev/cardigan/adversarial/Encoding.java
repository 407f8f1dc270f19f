package dev.cardigan.adversarial;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/** What an encoder's output means. */
public enum Encoding {
    /** The code itself, [batch, size]: BiGAN. */
    DETERMINISTIC,
    /** A {@link DiagonalGaussian} to draw the code from, [batch, 2 * size]: ALI, VAE. */
    GAUSSIAN;

    /** Values an encoder puts out for a code of so many. */
    public long outputs(long size) {
        return switch (this) {
            case DETERMINISTIC -> size;
            case GAUSSIAN -> 2 * size;
        };
    }

    /** The code to train with, [batch, size]. */
    public Tensor code(Tensor encoded, RandomSource random) {
        return switch (this) {
            case DETERMINISTIC -> encoded;
            case GAUSSIAN -> DiagonalGaussian.of(encoded).draw(random);
        };
    }

    /** The one code to go on with when nothing is to be left to chance, [batch, size]. */
    public Tensor likeliest(Tensor encoded) {
        return switch (this) {
            case DETERMINISTIC -> encoded;
            case GAUSSIAN -> DiagonalGaussian.of(encoded).mean();
        };
    }
}
