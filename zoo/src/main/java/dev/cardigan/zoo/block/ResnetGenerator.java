package dev.cardigan.zoo.block;

import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.ReflectionPad;
import dev.cardigan.nn.Resample;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.Tiles;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * CycleGAN's generator: c7s1-k, d2k, d4k, residual blocks at a quarter of the size, u2k, uk, c7s1,
 * tanh; reflection padding and instance normalisation. Johnson et al. 2016,
 * https://arxiv.org/abs/1603.08155; Zhu et al. 2017, https://arxiv.org/abs/1703.10593, section 7.2.
 *
 * <p>Pictures [batch, channels, height, width] in [-1, 1] to pictures of the same size. Takes any
 * size whose sides are multiples of 4 and at least 16.
 */
public record ResnetGenerator(Sequential model) implements Layer {

    /** How much smaller the pictures are inside. */
    public static final int STRIDE = 4;

    private static final int LEAST = 16;

    /** How pictures become twice as large on the way up. */
    public enum Enlarging {
        /** The paper's transposed convolution of stride 2, which reaches some pixels more often. */
        TRANSPOSED,
        /**
         * Every pixel repeated, then a convolution: no grain of 2 pixels. Odena et al. 2016,
         * https://distill.pub/2016/deconv-checkerboard.
         */
        NEAREST
    }

    /**
     * @param width channels at full size
     * @param blocks residual blocks: 6 for pictures of 128, 9 for 256 and more
     */
    public static ResnetGenerator of(
            long in,
            long out,
            long width,
            int blocks,
            Enlarging enlarging,
            Initializer initializer) {
        Norm norm = Norm.INSTANCE;
        List<Layer> layers = new ArrayList<>();
        layers.add(new ReflectionPad(3));
        layers.add(Convolution.of(in, width, 7, initializer));
        layers.add(norm.over(width, initializer));
        layers.add(Activation.RELU);
        for (long channels = width; channels < STRIDE * width; channels *= 2) {
            layers.add(Convolution.of(channels, 2 * channels, 3, initializer).stride(2).padding(1));
            layers.add(norm.over(2 * channels, initializer));
            layers.add(Activation.RELU);
        }
        for (int block = 0; block < blocks; block++) {
            layers.add(residual(STRIDE * width, initializer));
        }
        for (long channels = STRIDE * width; channels > width; channels /= 2) {
            layers.add(twiceAsLarge(enlarging, channels, channels / 2, initializer));
            layers.add(norm.over(channels / 2, initializer));
            layers.add(Activation.RELU);
        }
        layers.add(new ReflectionPad(3));
        layers.add(Convolution.of(width, out, 7, initializer));
        layers.add(Activation.TANH);
        return new ResnetGenerator(new Sequential(layers));
    }

    private static Layer twiceAsLarge(
            Enlarging enlarging, long in, long out, Initializer initializer) {
        return switch (enlarging) {
            case TRANSPOSED ->
                    TransposedConvolution.of(in, out, 3, initializer)
                            .stride(2)
                            .padding(1)
                            .outputPadding(1);
            case NEAREST ->
                    Sequential.of(
                            new Resample.Nearest(2),
                            new ReflectionPad(1),
                            Convolution.of(in, out, 3, initializer));
        };
    }

    private static Residual residual(long channels, Initializer initializer) {
        return new Residual(
                Sequential.of(
                        new ReflectionPad(1),
                        Convolution.of(channels, channels, 3, initializer),
                        Norm.INSTANCE.over(channels, initializer),
                        Activation.RELU,
                        new ReflectionPad(1),
                        Convolution.of(channels, channels, 3, initializer),
                        Norm.INSTANCE.over(channels, initializer)));
    }

    @Override
    public Tensor forward(Tensor x) {
        boolean fits = x.dimensions() == 4 && fits(x.size(2)) && fits(x.size(3));
        if (!fits) {
            throw new ShapeException(
                    "ResNet generator: expected pictures [batch, channels, height, width] with sides that are multiples of 4 and at least 16, found "
                            + Arrays.toString(x.shape())
                            + "; pad or resize them");
        }
        return model.forward(x);
    }

    @Override
    public boolean spansPicture() {
        return model.spansPicture();
    }

    @Override
    public void overTiles(Tiles tiles) {
        model.overTiles(tiles);
    }

    private static boolean fits(long side) {
        return side >= LEAST && side % STRIDE == 0;
    }
}
