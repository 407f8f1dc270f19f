package dev.cardigan.benchmarks.work;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of StyleGAN2 (Karras et al. 2020, https://arxiv.org/abs/1912.04958, figure 7) on
 * colour pictures. Filters that resample and the products of demodulation are not counted.
 *
 * @param side of the pictures, in pixels
 * @param breadth channels times side, up to {@code widest}
 * @param widest channels at most
 * @param latent length of a latent and of a style
 * @param depth layers of the mapping network
 */
public record StyleGan2Layers(int side, int breadth, int widest, int latent, int depth) {

    private static final int CHANNELS = 3;
    private static final int SMALLEST = 4;

    /** Convolutions of the synthesis network. */
    public List<Convolution> synthesis() {
        List<Convolution> layers = new ArrayList<>();
        for (int at = SMALLEST; at <= side; at *= 2) {
            int out = channels(at);
            if (at > SMALLEST) {
                layers.add(
                        new Convolution("up" + at, true, channels(at / 2), out, 3, 2, 0, at / 2));
            }
            layers.add(new Convolution("keep" + at, false, out, out, 3, 1, 1, at));
            layers.add(new Convolution("picture" + at, false, out, CHANNELS, 1, 1, 0, at));
        }
        return layers;
    }

    /** Products of the generator for one sample: the mapping network and a style's scales. */
    public List<Product> styles() {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            products.add(new Product(latent, latent));
        }
        for (Convolution layer : synthesis()) {
            products.add(new Product(latent, layer.inputChannels()));
        }
        return products;
    }

    /** Convolutions of the discriminator, with skips. */
    public List<Convolution> discriminator() {
        List<Convolution> layers = new ArrayList<>();
        layers.add(new Convolution("picture", false, CHANNELS, channels(side), 1, 1, 0, side));
        for (int at = side; at > SMALLEST; at /= 2) {
            int in = channels(at);
            int out = channels(at / 2);
            layers.add(new Convolution("keep" + at, false, in, in, 3, 1, 1, at));
            layers.add(new Convolution("down" + at, false, in, out, 3, 2, 1, at));
            layers.add(new Convolution("skip" + at, false, in, out, 1, 1, 0, at / 2));
        }
        int coarsest = channels(SMALLEST);
        layers.add(new Convolution("last", false, coarsest + 1, coarsest, 3, 1, 1, SMALLEST));
        return layers;
    }

    /** Products of the discriminator for one sample. */
    public List<Product> verdict() {
        int coarsest = channels(SMALLEST);
        return List.of(
                new Product(coarsest * SMALLEST * SMALLEST, coarsest), new Product(coarsest, 1));
    }

    /** Floating-point operations of one forward pass of the generator for one picture. */
    public long generatorForward() {
        return Flops.convolutions(synthesis()) + Product.flops(styles());
    }

    /** Floating-point operations of one forward pass of the discriminator for one picture. */
    public long discriminatorForward() {
        return Flops.convolutions(discriminator()) + Product.flops(verdict());
    }

    private int channels(int at) {
        return Math.max(1, Math.min(breadth / at, widest));
    }
}
