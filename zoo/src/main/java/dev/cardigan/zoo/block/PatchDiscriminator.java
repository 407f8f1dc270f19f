package dev.cardigan.zoo.block;

import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * PatchGAN: one score for each overlapping patch, 70x70 with three halving layers. C64-C128-C256
 * -C512 of 4x4 kernels, LeakyReLU 0.2, no norm after the first and the last. Isola et al. 2017,
 * https://arxiv.org/abs/1611.07004, section 6.1.2.
 *
 * <p>Pictures [batch, in, height, width] to scores [batch, 1, height / 8 - 2, width / 8 - 2] with
 * three halving layers.
 */
public record PatchDiscriminator(Sequential model) implements Layer {

    private static final int MOST_TIMES = 8;

    /**
     * @param width channels after the first layer; each later one has twice as many, up to 8 times
     * @param layers how often the picture is halved: 3 for patches of 70 pixels, 2 for 34, 1 for 16
     * @param cures it is built with besides
     */
    public static PatchDiscriminator of(
            long in, long width, int layers, Norm norm, Cures cures, Initializer initializer) {
        List<Layer> model = new ArrayList<>();
        long packed = cures.begin(model, in);
        model.add(Convolution.of(packed, width, 4, initializer).stride(2).padding(1));
        model.add(new LeakyRelu(0.2));
        long channels = width;
        for (int layer = 1; layer <= layers; layer++) {
            long more = width * Math.min(1L << layer, MOST_TIMES);
            int stride = layer < layers ? 2 : 1;
            model.add(
                    norm.before(Convolution.of(channels, more, 4, initializer))
                            .stride(stride)
                            .padding(1));
            model.add(norm.over(more, initializer));
            model.add(new LeakyRelu(0.2));
            channels = more;
        }
        channels = cures.spread(model, channels);
        model.add(Convolution.of(channels, 1, 4, initializer).padding(1));
        return new PatchDiscriminator(new Sequential(model));
    }

    /** How often to halve pictures of a side, so that a patch is not larger than the picture. */
    public static int layersFor(int side) {
        if (side <= 32) {
            return 1;
        }
        return side <= 64 ? 2 : 3;
    }

    @Override
    public Tensor forward(Tensor x) {
        return model.forward(x);
    }
}
