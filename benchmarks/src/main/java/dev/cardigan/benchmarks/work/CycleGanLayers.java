package dev.cardigan.benchmarks.work;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of CycleGAN (Zhu et al. 2017, https://arxiv.org/abs/1703.10593, section 7.2) on colour
 * pictures, 64 channels at full size.
 *
 * @param side of the pictures, in pixels
 */
public record CycleGanLayers(int side) {

    private static final int CHANNELS = 3;
    private static final int WIDTH = 64;
    private static final int SIDE_OF_SIX_BLOCKS = 128;

    /** One generator; its two transposed convolutions let the output stand out by one pixel. */
    public List<Convolution> generator() {
        List<Convolution> layers = new ArrayList<>();
        layers.add(new Convolution("c7s1", false, CHANNELS, WIDTH, 7, 1, 3, side));
        layers.add(new Convolution("d128", false, WIDTH, 2 * WIDTH, 3, 2, 1, side));
        layers.add(new Convolution("d256", false, 2 * WIDTH, 4 * WIDTH, 3, 2, 1, side / 2));
        int blocks = side <= SIDE_OF_SIX_BLOCKS ? 6 : 9;
        for (int i = 0; i < 2 * blocks; i++) {
            layers.add(new Convolution("R256", false, 4 * WIDTH, 4 * WIDTH, 3, 1, 1, side / 4));
        }
        layers.add(new Convolution("u128", true, 4 * WIDTH, 2 * WIDTH, 3, 2, 1, side / 4));
        layers.add(new Convolution("u64", true, 2 * WIDTH, WIDTH, 3, 2, 1, side / 2));
        layers.add(new Convolution("c7s1", false, WIDTH, CHANNELS, 7, 1, 3, side));
        return layers;
    }

    /** One discriminator, of patches of 70 pixels. */
    public List<Convolution> judge() {
        return List.of(
                new Convolution("C64", false, CHANNELS, WIDTH, 4, 2, 1, side),
                new Convolution("C128", false, WIDTH, 2 * WIDTH, 4, 2, 1, side / 2),
                new Convolution("C256", false, 2 * WIDTH, 4 * WIDTH, 4, 2, 1, side / 4),
                new Convolution("C512", false, 4 * WIDTH, 8 * WIDTH, 4, 1, 1, side / 8),
                new Convolution("C1", false, 8 * WIDTH, 1, 4, 1, 1, side / 8 - 1));
    }
}
