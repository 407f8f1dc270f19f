package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Dropout;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Maxout;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.VirtualBatch;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Multilayer perceptrons that make and judge samples of any shape. */
public final class Perceptrons {

    private Perceptrons() {}

    /**
     * Both networks of an unconditional game.
     *
     * @param latent length of a latent
     * @param generatorWidths hidden widths of the generator
     * @param discriminatorWidths hidden widths of the discriminator
     * @param dropout share of the discriminator's hidden values dropped while training
     */
    public record Layout(
            long latent,
            Prior.Shape latentShape,
            List<Long> generatorWidths,
            List<Long> discriminatorWidths,
            double dropout,
            Style style) {}

    /** Both networks as players. */
    public static TwoPlayer<None> players(
            SampleShape shape, Layout layout, Cures cures, Game game, Randomness randomness) {
        Style style = layout.style();
        Initializer initializer = style.start().from(randomness.stream("init"));
        return TwoPlayer.of(
                generator(
                        shape,
                        layout.latent(),
                        layout.generatorWidths(),
                        style,
                        cures.reference(layout.latentShape(), layout.latent(), 0, randomness),
                        initializer),
                discriminator(
                        values(shape),
                        layout.discriminatorWidths(),
                        layout.dropout(),
                        style,
                        cures,
                        initializer,
                        randomness.stream("dropout")),
                Prior.of(layout.latent(), layout.latentShape(), randomness.stream("latent")),
                game,
                randomness.stream("penalty"));
    }

    /** Number of values in one sample. */
    public static long values(SampleShape shape) {
        return (long) shape.channels() * shape.height() * shape.width();
    }

    /**
     * From samples to [batch, outputs] through LeakyReLU 0.2 layers, batch-normalised for pictures.
     *
     * @param widths of the hidden layers
     */
    public static Sequential encoder(
            SampleShape shape, List<Long> widths, long outputs, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshape.flat());
        long last = values(shape);
        for (long width : widths) {
            layers.add(Linear.of(last, width, initializer));
            if (shape.isPicture()) {
                layers.add(BatchNorm.of(width));
            }
            layers.add(new LeakyRelu(0.2));
            last = width;
        }
        layers.add(Linear.of(last, outputs, initializer));
        return new Sequential(layers);
    }

    /**
     * From [batch, in] to samples: pictures in [-1, 1] through tanh, points as they are.
     *
     * @param widths of the hidden layers
     * @param reference what a virtual batch normalisation compares with, instead of batch
     *     normalisation
     */
    public static Layer generator(
            SampleShape shape,
            long in,
            List<Long> widths,
            Style style,
            Optional<Tensor> reference,
            Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long last = in;
        for (long width : widths) {
            layers.add(Linear.of(last, width, initializer));
            if (style.batchNorm()) {
                layers.add(Cures.norm(width, reference));
            }
            layers.add(style.generatorActivation().layer());
            last = width;
        }
        layers.add(Linear.of(last, values(shape), initializer));
        if (shape.isPicture()) {
            layers.add(Activation.TANH);
            layers.add(
                    Reshape.to(
                            (long) shape.channels(), (long) shape.height(), (long) shape.width()));
        }
        Sequential whole = new Sequential(layers);
        return reference.isPresent() ? VirtualBatch.of(whole, reference.get()) : whole;
    }

    /**
     * From [batch, ..] with {@code in} values each to scores [batch, 1].
     *
     * @param dropout share of hidden values dropped while training; 0 for none
     */
    public static Sequential discriminator(
            long in,
            List<Long> widths,
            double dropout,
            Style style,
            Cures cures,
            Initializer initializer,
            RandomStream stream) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshape.flat());
        long last = cures.begin(layers, in);
        if (style.inputScale() != 1) {
            layers.add(new Scaled(style.inputScale()));
        }
        for (long width : widths) {
            addHidden(layers, last, width, style, initializer);
            if (dropout > 0) {
                layers.add(new Dropout(dropout, stream));
            }
            last = width;
        }
        last = cures.compared(layers, cures.spread(layers, last), initializer);
        layers.add(Linear.of(last, 1, initializer));
        return new Sequential(layers);
    }

    private static void addHidden(
            List<Layer> layers, long in, long width, Style style, Initializer initializer) {
        if (style.maxout() > 1) {
            layers.add(Maxout.of(in, width, style.maxout(), initializer));
            return;
        }
        layers.add(Linear.of(in, width, initializer));
        layers.add(style.discriminatorActivation().layer());
    }

    /** Everything times a constant. */
    private record Scaled(double factor) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(factor);
        }
    }
}
