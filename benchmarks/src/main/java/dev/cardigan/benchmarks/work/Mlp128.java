package dev.cardigan.benchmarks.work;

import java.util.List;

/**
 * A small GAN for points in the plane: two hidden layers of 128 in each network. So little
 * arithmetic a step that the cost of calling the engine shows.
 */
public final class Mlp128 {

    public static final int BATCH = 256;
    public static final int WIDTH = 128;
    public static final int LATENT = 2;
    public static final int POINT = 2;

    /** Layer widths from {@code [batch, 2]} to {@code [batch, 2]}. */
    public static final List<Integer> GENERATOR = List.of(LATENT, WIDTH, WIDTH, POINT);

    /** Layer widths from {@code [batch, 2]} to {@code [batch, 1]}. */
    public static final List<Integer> DISCRIMINATOR = List.of(POINT, WIDTH, WIDTH, 1);

    private Mlp128() {}
}
