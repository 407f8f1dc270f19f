package dev.cardigan.peers;

import java.util.List;

/**
 * DCGAN at 64x64 (Radford et al. 2015, arXiv 1511.06434) in the layout of pytorch/examples, as
 * Cardigan and the plain loop train it: 4x4 kernels, no biases, batch normalisation between inner
 * layers, ReLU in the generator, LeakyReLU in the discriminator.
 */
public final class Dcgan64 {

    public static final int BATCH = 64;
    public static final int LATENT = 100;
    public static final int CHANNELS = 3;
    public static final int SIDE = 64;
    public static final int KERNEL = 4;

    public static final double LEAK = 0.2;
    public static final double WEIGHT_DEVIATION = 0.02;
    public static final double NORMALISATION_EPSILON = 1e-5;

    public static final double LEARNING_RATE = 2e-4;
    public static final double BETA_1 = 0.5;
    public static final double BETA_2 = 0.999;
    public static final double ADAM_EPSILON = 1e-8;

    /** Weights, scales and shifts; running means are none. */
    public static final long GENERATOR_PARAMETERS = 3_576_704;

    public static final long DISCRIMINATOR_PARAMETERS = 2_765_568;

    /** Transposed convolutions, from {@code [batch, 100, 1, 1]} to {@code [batch, 3, 64, 64]}. */
    public static final List<Layer> GENERATOR =
            List.of(
                    new Layer(LATENT, 512, 1, 0, 1, 4),
                    new Layer(512, 256, 2, 1, 4, 8),
                    new Layer(256, 128, 2, 1, 8, 16),
                    new Layer(128, 64, 2, 1, 16, 32),
                    new Layer(64, CHANNELS, 2, 1, 32, SIDE));

    /** Convolutions, from {@code [batch, 3, 64, 64]} to {@code [batch, 1, 1, 1]}. */
    public static final List<Layer> DISCRIMINATOR =
            List.of(
                    new Layer(CHANNELS, 64, 2, 1, SIDE, 32),
                    new Layer(64, 128, 2, 1, 32, 16),
                    new Layer(128, 256, 2, 1, 16, 8),
                    new Layer(256, 512, 2, 1, 8, 4),
                    new Layer(512, 1, 1, 0, 4, 1));

    private Dcgan64() {}

    /**
     * One convolution with a kernel of 4x4.
     *
     * @param inputs channels
     * @param outputs channels
     * @param padding pixels on each side; of a transposed convolution what is cut off
     * @param inputSide pixels
     * @param outputSide pixels
     */
    public record Layer(
            int inputs, int outputs, int stride, int padding, int inputSide, int outputSide) {}
}
