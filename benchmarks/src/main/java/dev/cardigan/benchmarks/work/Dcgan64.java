package dev.cardigan.benchmarks.work;

import java.util.List;

/**
 * The layers of DCGAN at 64x64 (Radford et al. 2015, arXiv 1511.06434) in the layout of
 * pytorch/examples with its defaults: {@code nz = 100}, {@code ngf = ndf = 64}, {@code nc = 3}.
 */
public final class Dcgan64 {

    public static final int BATCH = 64;
    public static final int LATENT = DcganLayers.LATENT;
    public static final int CHANNELS = DcganLayers.CHANNELS;
    public static final int SIDE = 64;

    /** Channels at the largest resolution: {@code ngf} and {@code ndf}. */
    public static final int BASE_WIDTH = 64;

    private static final DcganLayers LAYERS = new DcganLayers(SIDE, BASE_WIDTH);

    /** From {@code [batch, 100, 1, 1]} to {@code [batch, 3, 64, 64]}. */
    public static final List<Convolution> GENERATOR = List.copyOf(LAYERS.generator());

    /** From {@code [batch, 3, 64, 64]} to {@code [batch, 1, 1, 1]}. */
    public static final List<Convolution> DISCRIMINATOR = List.copyOf(LAYERS.discriminator());

    private Dcgan64() {}
}
