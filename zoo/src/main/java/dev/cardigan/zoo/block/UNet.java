package dev.cardigan.zoo.block;

import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Dropout;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * pix2pix's generator: 4x4 convolutions that halve, transposed ones that double, each level joined
 * to its mirror image, batch normalisation, tanh. Isola et al. 2017,
 * https://arxiv.org/abs/1611.07004, section 6.1.1.
 *
 * <p>Pictures [batch, channels, height, width] in [-1, 1] to pictures of the same size, whose sides
 * must be multiples of 2^levels.
 */
public record UNet(Sequential model, int levels) implements Layer {

    private static final int MOST_TIMES = 8;
    private static final int DROPPING_LEVELS = 3;

    /**
     * What a U-Net is made to.
     *
     * @param levels how often the picture is halved: 8 for 256 pixels
     * @param width channels after the first layer; each level has twice as many, up to 8 times
     * @param dropout share dropped in the three levels next to the innermost, 0 for none
     */
    public record Plan(long in, long out, int levels, long width, double dropout) {

        private long channels(int level) {
            return width * Math.min(1L << level, MOST_TIMES);
        }

        private boolean drops(int level) {
            return dropout > 0 && level > 0 && level >= levels - 1 - DROPPING_LEVELS;
        }
    }

    public static UNet of(Plan plan, Initializer initializer, RandomStream dropout) {
        if (plan.levels() < 2) {
            throw new ShapeException("U-Net: expected at least 2 levels, found " + plan.levels());
        }
        Sequential inner = innermost(plan, initializer);
        for (int level = plan.levels() - 2; level > 0; level--) {
            inner = level(plan, level, inner, initializer, dropout);
        }
        Sequential model =
                Sequential.of(
                        halving(plan.in(), plan.channels(0), initializer),
                        new Joined(inner),
                        Activation.RELU,
                        doubling(2 * plan.channels(0), plan.out(), initializer),
                        Activation.TANH);
        return new UNet(model, plan.levels());
    }

    /** The bottom: no norm on the way down, because its pictures may have a single pixel. */
    private static Sequential innermost(Plan plan, Initializer initializer) {
        long here = plan.channels(plan.levels() - 1);
        long above = plan.channels(plan.levels() - 2);
        return Sequential.of(
                new LeakyRelu(0.2),
                halving(above, here, initializer),
                Activation.RELU,
                doubling(here, above, initializer).withoutBias(),
                Norm.BATCH.over(above, initializer));
    }

    private static Sequential level(
            Plan plan, int level, Sequential inner, Initializer initializer, RandomStream dropout) {
        long here = plan.channels(level);
        long above = plan.channels(level - 1);
        List<Layer> layers = new ArrayList<>();
        layers.add(new LeakyRelu(0.2));
        layers.add(halving(above, here, initializer));
        layers.add(Norm.BATCH.over(here, initializer));
        layers.add(new Joined(inner));
        layers.add(Activation.RELU);
        layers.add(doubling(2 * here, above, initializer).withoutBias());
        layers.add(Norm.BATCH.over(above, initializer));
        if (plan.drops(level)) {
            layers.add(new Dropout(plan.dropout(), dropout));
        }
        return new Sequential(layers);
    }

    /** Without bias at every level, the outermost included, as the reference has it. */
    private static Convolution halving(long in, long out, Initializer initializer) {
        return Convolution.of(in, out, 4, initializer).stride(2).padding(1).withoutBias();
    }

    private static TransposedConvolution doubling(long in, long out, Initializer initializer) {
        return TransposedConvolution.of(in, out, 4, initializer).stride(2).padding(1);
    }

    @Override
    public Tensor forward(Tensor x) {
        long stride = 1L << levels;
        boolean fits = x.dimensions() == 4 && x.size(2) % stride == 0 && x.size(3) % stride == 0;
        if (!fits) {
            throw new ShapeException(
                    "U-Net of %d levels: expected pictures [batch, channels, height, width] with sides that are multiples of %d, found %s; pad or resize them"
                            .formatted(levels, stride, Arrays.toString(x.shape())));
        }
        return model.forward(x);
    }
}
