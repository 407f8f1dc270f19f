package dev.cardigan.benchmarks.work;

import java.util.List;

/**
 * The layers of DCGAN at 64x64 (Radford et al. 2015, arXiv 1511.06434) in the layout of
 * pytorch/examples with its defaults: {@code nz = 100}, {@code ngf = ndf = 64}, {@code nc = 3}.
 */
public final class Dcgan64 {

    public static final int BATCH = 64;
    public static final int LATENT = 100;
    public static final int CHANNELS = 3;
    public static final int SIDE = 64;

    /** From {@code [batch, 100, 1, 1]} to {@code [batch, 3, 64, 64]}. */
    public static final List<Convolution> GENERATOR =
            List.of(
                    new Convolution("G1", true, LATENT, 512, 4, 1, 0, 1),
                    new Convolution("G2", true, 512, 256, 4, 2, 1, 4),
                    new Convolution("G3", true, 256, 128, 4, 2, 1, 8),
                    new Convolution("G4", true, 128, 64, 4, 2, 1, 16),
                    new Convolution("G5", true, 64, CHANNELS, 4, 2, 1, 32));

    /** From {@code [batch, 3, 64, 64]} to {@code [batch, 1, 1, 1]}. */
    public static final List<Convolution> DISCRIMINATOR =
            List.of(
                    new Convolution("D1", false, CHANNELS, 64, 4, 2, 1, SIDE),
                    new Convolution("D2", false, 64, 128, 4, 2, 1, 32),
                    new Convolution("D3", false, 128, 256, 4, 2, 1, 16),
                    new Convolution("D4", false, 256, 512, 4, 2, 1, 8),
                    new Convolution("D5", false, 512, 1, 4, 1, 0, 4));

    private Dcgan64() {}
}
