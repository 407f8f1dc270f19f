package dev.cardigan.benchmarks.work;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of DCGAN (Radford et al. 2016, https://arxiv.org/abs/1511.06434) in 4x4 kernels, for
 * any square power of two from 16.
 *
 * @param side of the pictures, in pixels
 * @param width channels at the largest resolution, in both networks
 */
public record DcganLayers(int side, int width) {

    static final int LATENT = 100;
    static final int CHANNELS = 3;
    private static final int SMALLEST = 4;

    /** From {@code [batch, 100, 1, 1]} to pictures. */
    public List<Convolution> generator() {
        List<Convolution> layers = new ArrayList<>();
        int channels = depth();
        layers.add(new Convolution("G1", true, LATENT, channels, 4, 1, 0, 1));
        for (int at = SMALLEST; at < side / 2; at *= 2) {
            String name = "G" + (layers.size() + 1);
            layers.add(new Convolution(name, true, channels, channels / 2, 4, 2, 1, at));
            channels /= 2;
        }
        String last = "G" + (layers.size() + 1);
        layers.add(new Convolution(last, true, channels, CHANNELS, 4, 2, 1, side / 2));
        return layers;
    }

    /** From pictures to {@code [batch, 1, 1, 1]}. */
    public List<Convolution> discriminator() {
        List<Convolution> layers = new ArrayList<>();
        layers.add(new Convolution("D1", false, CHANNELS, width, 4, 2, 1, side));
        int channels = width;
        for (int at = side / 2; at > SMALLEST; at /= 2) {
            String name = "D" + (layers.size() + 1);
            layers.add(new Convolution(name, false, channels, channels * 2, 4, 2, 1, at));
            channels *= 2;
        }
        String last = "D" + (layers.size() + 1);
        layers.add(new Convolution(last, false, channels, 1, 4, 1, 0, SMALLEST));
        return layers;
    }

    /** Channels at 4x4. */
    private int depth() {
        return width * side / 8;
    }
}
