package dev.cardigan.zoo.block;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Resample;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Features of a convolutional network that nobody trained: two 3x3 convolutions and a halving for
 * each level, as VGG has them, the last before its activation. Says something of textures and edges
 * at several sizes, less than a trained network does; needs no download. He et al. 2016,
 * https://arxiv.org/abs/1606.04801.
 *
 * @param layers with weights drawn once from He's distribution
 */
public record RandomFeatures(Sequential layers) implements Extractor {

    private static final long WIDTH = 32;

    /** The same features in every run: a measure must not depend on a run's seed. */
    private static final long SEED = 5;

    /**
     * @param levels how many convolutions twice over, with a halving between
     */
    public static RandomFeatures of(long channels, int levels) {
        Initializer initializer = Initializer.he(RandomStream.seeded(SEED));
        List<Layer> layers = new ArrayList<>();
        long in = channels;
        for (int level = 0; level < levels; level++) {
            long out = WIDTH << level;
            if (level > 0) {
                layers.add(Activation.RELU);
                layers.add(new Resample.Average(2));
            }
            layers.add(Convolution.of(in, out, 3, initializer).padding(1));
            layers.add(Activation.RELU);
            layers.add(Convolution.of(out, out, 3, initializer).padding(1));
            in = out;
        }
        return new RandomFeatures(new Sequential(layers));
    }

    @Override
    public Tensor features(Tensor pictures) {
        return layers.forward(pictures);
    }
}
