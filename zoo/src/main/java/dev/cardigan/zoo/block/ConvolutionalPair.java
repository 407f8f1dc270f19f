package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.StagedGenerator;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;

/**
 * The strided convolutions of DCGAN for any square power of two from 16: no pooling, no fully
 * connected layers. Radford et al. 2016, https://arxiv.org/abs/1511.06434, in the 4x4 kernels that
 * became the usual form.
 */
public final class ConvolutionalPair {

    private static final double DEVIATION = 0.02;
    private static final int SMALLEST = 16;

    /** Layers of the generator up to 8x8: the reshape, and a block each for 4x4 and 8x8. */
    private static final int MIDDLE = 7;

    private ConvolutionalPair() {}

    /**
     * Both networks as players.
     *
     * @param width channels at the largest resolution, in both networks
     * @param normalised batch normalisation in the discriminator
     */
    public static TwoPlayer<None> players(
            SampleShape shape,
            long latent,
            long width,
            boolean normalised,
            Game game,
            Randomness randomness) {
        Initializer initializer = initializer(randomness.stream("init"));
        return TwoPlayer.of(
                generator(shape, latent, width, initializer),
                discriminator(shape, 0, width, normalised, initializer),
                Prior.of(latent, Prior.Shape.NORMAL, randomness.stream("latent")),
                game,
                randomness.stream("penalty"));
    }

    /** Weights N(0, 0.02^2), as the paper has them. */
    public static Initializer initializer(RandomStream stream) {
        return Initializer.normal(stream, DEVIATION);
    }

    /**
     * From latents [batch, latent] to pictures in [-1, 1]: transposed convolutions with batch
     * normalisation and ReLU, tanh at the end.
     *
     * @param width channels of the last hidden layer; each earlier one has twice as many
     * @param latent length of what comes in, condition included
     */
    public static Sequential generator(
            SampleShape shape, long latent, long width, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long channels = depth(shape, width);
        layers.add(Reshape.to(latent, 1L, 1L)); // [batch, latent, 1, 1]
        layers.add(TransposedConvolution.of(latent, channels, 4, initializer).withoutBias()); // 4x4
        layers.add(norm(channels, initializer));
        layers.add(Activation.RELU);
        for (int side = 4; side < shape.height() / 2; side *= 2) {
            layers.add(doubling(channels, channels / 2, initializer));
            layers.add(norm(channels / 2, initializer));
            layers.add(Activation.RELU);
            channels /= 2;
        }
        layers.add(doubling(channels, shape.channels(), initializer));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /**
     * From pictures to scores [batch, 1, 1, 1]: strided convolutions with LeakyReLU 0.2.
     *
     * @param width channels of the first layer; each later one has twice as many
     * @param more channels that come in besides the picture's, for conditions
     * @param normalised batch normalisation in all but the first and last layer; critics under a
     *     gradient penalty have none, because the penalty is on single samples
     */
    public static Sequential discriminator(
            SampleShape shape, long more, long width, boolean normalised, Initializer initializer) {
        Sequential body = features(shape, more, width, normalised, initializer);
        Convolution last = Convolution.of(depth(shape, width), 1, 4, initializer);
        return body.then(normalised ? last.withoutBias() : last);
    }

    /** All of a discriminator but its last layer: from pictures to [batch, depth, 4, 4]. */
    public static Sequential features(
            SampleShape shape, long more, long width, boolean normalised, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        requirePowerOfTwo(shape);
        long channels = width;
        layers.add(halving(shape.channels() + more, channels, normalised, initializer));
        layers.add(new LeakyRelu(0.2));
        for (int side = shape.height() / 2; side > 4; side /= 2) {
            layers.add(halving(channels, channels * 2, normalised, initializer));
            channels *= 2;
            if (normalised) {
                layers.add(norm(channels, initializer));
            }
            layers.add(new LeakyRelu(0.2));
        }
        return new Sequential(layers);
    }

    /** Channels at 4x4, where both networks are deepest. */
    public static long depth(SampleShape shape, long width) {
        return width * requirePowerOfTwo(shape) / 8;
    }

    /**
     * A discriminator's body with another end: from pictures to [batch, outputs].
     *
     * @param outputs values for each picture
     */
    public static Sequential encoder(
            SampleShape shape,
            long outputs,
            long width,
            boolean normalised,
            Initializer initializer) {
        Sequential body = features(shape, 0, width, normalised, initializer);
        return body.then(
                Convolution.of(depth(shape, width), outputs, 4, initializer), Reshape.flat());
    }

    /** The generator in two stages: its middle layers are those at 8x8, of half its depth. */
    public static StagedGenerator staged(
            SampleShape shape, long latent, long width, Initializer initializer) {
        List<Layer> layers = generator(shape, latent, width, initializer).layers();
        return new StagedGenerator(
                new Sequential(layers.subList(0, MIDDLE)),
                new Sequential(layers.subList(MIDDLE, layers.size())));
    }

    private static Layer norm(long channels, Initializer initializer) {
        return BatchNorm.of(channels, DEVIATION, initializer);
    }

    private static Layer doubling(long in, long out, Initializer initializer) {
        return TransposedConvolution.of(in, out, 4, initializer).stride(2).padding(1).withoutBias();
    }

    private static Layer halving(long in, long out, boolean normalised, Initializer initializer) {
        Convolution convolution = Convolution.of(in, out, 4, initializer).stride(2).padding(1);
        return normalised ? convolution.withoutBias() : convolution;
    }

    /** The side of the pictures, if this architecture can make them. */
    private static int requirePowerOfTwo(SampleShape shape) {
        int side = shape.height();
        if (side != shape.width() || side < SMALLEST || Integer.bitCount(side) != 1) {
            throw new DataException(
                    "this architecture needs square pictures with a side of 16, 32, 64, 128, ..., found "
                            + shape.height()
                            + "x"
                            + shape.width()
                            + "; pass --size 32 or --size 64");
        }
        return side;
    }
}
