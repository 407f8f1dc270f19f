package dev.cardigan.adversarial;

import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * An encoder and the generator that goes the other way. Both are averaged together, so that samples
 * and reconstructions come from the same moment of training.
 *
 * @param encoder from samples to what {@code encoding} says
 * @param generator from codes [batch, size] to samples
 */
public record Autoencoder(Layer encoder, Encoding encoding, Layer generator) implements Network {

    /** Codes to train with, [batch, size]. */
    public Tensor code(Tensor samples, RandomSource random) {
        return encoding.code(encoder.forward(samples), random);
    }

    /** Samples drawn again from their likeliest codes. */
    public Tensor reconstruct(Tensor samples) {
        return generator.forward(encoding.likeliest(encoder.forward(samples)));
    }
}
