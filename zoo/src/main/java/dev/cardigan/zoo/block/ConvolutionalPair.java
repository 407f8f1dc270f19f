package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.StagedGenerator;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.nn.VirtualBatch;
import dev.cardigan.nn.VirtualBatchNorm;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @param cures that the networks are built with
     * @param width channels at the largest resolution, in both networks
     * @param normalised batch normalisation in the discriminator
     */
    public static TwoPlayer<None> players(
            SampleShape shape,
            Cures cures,
            long latent,
            long width,
            boolean normalised,
            Game game,
            Randomness randomness) {
        Initializer initializer = initializer(randomness.stream("init"));
        return TwoPlayer.of(
                generator(
                        shape,
                        latent,
                        width,
                        cures.reference(Prior.Shape.NORMAL, latent, 0, randomness),
                        initializer),
                discriminator(shape, 0, width, normalised, cures, initializer),
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
     * @param reference what a virtual batch normalisation compares with, instead of batch
     *     normalisation
     */
    public static Layer generator(
            SampleShape shape,
            long latent,
            long width,
            Optional<Tensor> reference,
            Initializer initializer) {
        Sequential whole = drawing(shape, latent, width, reference, initializer);
        return reference.isPresent() ? VirtualBatch.of(whole, reference.get()) : whole;
    }

    private static Sequential drawing(
            SampleShape shape,
            long latent,
            long width,
            Optional<Tensor> reference,
            Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long channels = depth(shape, width);
        layers.add(Reshape.to(latent, 1L, 1L)); // [batch, latent, 1, 1]
        layers.add(TransposedConvolution.of(latent, channels, 4, initializer).withoutBias()); // 4x4
        layers.add(norm(channels, reference, initializer));
        layers.add(Activation.RELU);
        for (int side = 4; side < shape.height() / 2; side *= 2) {
            layers.add(doubling(channels, channels / 2, initializer));
            layers.add(norm(channels / 2, reference, initializer));
            layers.add(Activation.RELU);
            channels /= 2;
        }
        layers.add(doubling(channels, shape.channels(), initializer));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /**
     * From pictures to scores [batch, 1, 1, 1], or [batch, 1] behind kernels that compare: strided
     * convolutions with LeakyReLU 0.2.
     *
     * @param width channels of the first layer; each later one has twice as many
     * @param more channels that come in besides the picture's, for conditions
     * @param normalised batch normalisation in all but the first and last layer; critics under a
     *     gradient penalty have none, because the penalty is on single samples
     * @param cures what it is built with besides
     */
    public static Sequential discriminator(
            SampleShape shape,
            long more,
            long width,
            boolean normalised,
            Cures cures,
            Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long in = cures.begin(layers, shape.channels() + more);
        long channels = addBody(layers, shape, in, width, normalised, initializer);
        addScore(layers, cures.spread(layers, channels), normalised, cures, initializer);
        return new Sequential(layers);
    }

    /** All of a discriminator but its last layer: from pictures to [batch, depth, 4, 4]. */
    public static Sequential features(
            SampleShape shape, long width, boolean normalised, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        addBody(layers, shape, shape.channels(), width, normalised, initializer);
        return new Sequential(layers);
    }

    /** Adds all strided convolutions and says how many channels come out at 4x4. */
    private static long addBody(
            List<Layer> layers,
            SampleShape shape,
            long in,
            long width,
            boolean normalised,
            Initializer initializer) {
        PictureSide.of(shape, SMALLEST);
        long channels = width;
        layers.add(halving(in, channels, normalised, initializer));
        layers.add(new LeakyRelu(0.2));
        for (int side = shape.height() / 2; side > 4; side /= 2) {
            layers.add(halving(channels, channels * 2, normalised, initializer));
            channels *= 2;
            if (normalised) {
                layers.add(norm(channels, Optional.empty(), initializer));
            }
            layers.add(new LeakyRelu(0.2));
        }
        return channels;
    }

    /** Channels at 4x4, where both networks are deepest. */
    public static long depth(SampleShape shape, long width) {
        return width * PictureSide.of(shape, SMALLEST) / 8;
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
        Sequential body = features(shape, width, normalised, initializer);
        return body.then(
                Convolution.of(depth(shape, width), outputs, 4, initializer), Reshape.flat());
    }

    /** The generator in two stages: its middle layers are those at 8x8, of half its depth. */
    public static StagedGenerator staged(
            SampleShape shape, long latent, long width, Initializer initializer) {
        List<Layer> layers = drawing(shape, latent, width, Optional.empty(), initializer).layers();
        return new StagedGenerator(
                new Sequential(layers.subList(0, MIDDLE)),
                new Sequential(layers.subList(MIDDLE, layers.size())));
    }

    /**
     * From features [batch, channels, 4, 4] to scores: the last layer of a discriminator.
     *
     * @param cures it is built with: packs are of features
     */
    public static Layer score(long channels, Cures cures, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long packed = cures.begin(layers, channels);
        addScore(layers, cures.spread(layers, packed), false, cures, initializer);
        return layers.size() == 1 ? layers.get(0) : new Sequential(layers);
    }

    private static void addScore(
            List<Layer> layers,
            long channels,
            boolean normalised,
            Cures cures,
            Initializer initializer) {
        if (cures.comparesFeatures()) {
            layers.add(Reshape.flat());
            long features = cures.compared(layers, channels * 16, initializer);
            layers.add(Linear.of(features, 1, initializer));
            return;
        }
        Convolution last = Convolution.of(channels, 1, 4, initializer);
        layers.add(normalised ? last.withoutBias() : last);
    }

    private static Layer norm(long channels, Optional<Tensor> reference, Initializer initializer) {
        return reference.isPresent()
                ? VirtualBatchNorm.of(channels, reference.get().size(0))
                : BatchNorm.of(channels, DEVIATION, initializer);
    }

    private static Layer doubling(long in, long out, Initializer initializer) {
        return TransposedConvolution.of(in, out, 4, initializer).stride(2).padding(1).withoutBias();
    }

    private static Layer halving(long in, long out, boolean normalised, Initializer initializer) {
        Convolution convolution = Convolution.of(in, out, 4, initializer).stride(2).padding(1);
        return normalised ? convolution.withoutBias() : convolution;
    }
}
