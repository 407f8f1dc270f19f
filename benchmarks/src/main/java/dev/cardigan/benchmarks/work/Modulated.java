package dev.cardigan.benchmarks.work;

/** The modulated convolution that is passed in both forms: one of StyleGAN2's at 32x32. */
public final class Modulated {

    public static final int BATCH = 16;
    public static final int WIDTH = 128;
    public static final int SIDE = 32;
    public static final int KERNEL = 3;

    /** Of one picture. */
    public static final Convolution LAYER =
            new Convolution("modulated", false, WIDTH, WIDTH, KERNEL, 1, 1, SIDE);

    private Modulated() {}
}
