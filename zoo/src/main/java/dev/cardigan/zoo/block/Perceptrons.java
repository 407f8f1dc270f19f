package dev.cardigan.zoo.block;

import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Dropout;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Multilayer perceptrons that make and judge samples of any shape. */
public final class Perceptrons {

    private Perceptrons() {}

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
     * From [batch, in] to samples: pictures in [-1, 1] through batch-normalised LeakyReLU 0.2
     * layers and tanh, points through ReLU layers, as they are. Without normalisation a perceptron
     * that draws pictures collapses.
     *
     * @param widths of the hidden layers
     */
    public static Sequential generator(
            SampleShape shape, long in, List<Long> widths, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long last = in;
        for (long width : widths) {
            layers.add(Linear.of(last, width, initializer));
            if (shape.isPicture()) {
                layers.add(BatchNorm.of(width));
                layers.add(new LeakyRelu(0.2));
            } else {
                layers.add(Activation.RELU);
            }
            last = width;
        }
        layers.add(Linear.of(last, values(shape), initializer));
        if (shape.isPicture()) {
            layers.add(Activation.TANH);
            layers.add(
                    Reshape.to(
                            (long) shape.channels(), (long) shape.height(), (long) shape.width()));
        }
        return new Sequential(layers);
    }

    /**
     * From [batch, in] through LeakyReLU 0.2 layers to scores [batch, 1].
     *
     * @param dropout share of hidden values dropped while training; 0 for none
     */
    public static Sequential discriminator(
            long in,
            List<Long> widths,
            double dropout,
            Initializer initializer,
            RandomStream stream) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshape.flat());
        long last = in;
        for (long width : widths) {
            layers.add(Linear.of(last, width, initializer));
            layers.add(new LeakyRelu(0.2));
            if (dropout > 0) {
                layers.add(new Dropout(dropout, stream));
            }
            last = width;
        }
        layers.add(Linear.of(last, 1, initializer));
        return new Sequential(layers);
    }
}
