package dev.cardigan.zoo.block;

import java.util.ArrayList;
import java.util.List;

/**
 * The configurations of StyleGAN2-ADA, for one device, and one for a CPU. Karras et al. 2020,
 * https://arxiv.org/abs/2006.06676, appendix C. Their batches and averages belong to the run: the
 * guide names them.
 */
public enum StylePreset {
    /** Ours: 32 channels at 32x32, 128 at most, two mapping layers. */
    SMALL,
    /** Chosen by the side of the pictures. */
    AUTO,
    CIFAR,
    PAPER256,
    PAPER512,
    PAPER1024,
    STYLEGAN2;

    private static final double PATH_LENGTH = 2;
    private static final double MIXING = 0.9;

    /**
     * What a preset says.
     *
     * @param group samples compared with each other by the discriminator
     * @param breadth channels times side, up to {@code widest}
     * @param depth layers of the mapping network
     * @param gamma weight of R1
     * @param pathLength weight of the path-length price, 0 for none
     * @param residual whether the discriminator has skips
     */
    public record Numbers(
            int group,
            long latent,
            long breadth,
            long widest,
            long depth,
            double learningRate,
            double gamma,
            double pathLength,
            double mixing,
            boolean residual) {

        /** Channels from 4x4 up to pictures of this side. */
        public List<Long> widths(int side) {
            return StylePreset.widths(side, breadth, widest);
        }
    }

    /** The same for networks without a preset. */
    public static List<Long> widths(int side, long breadth, long widest) {
        List<Long> widths = new ArrayList<>();
        for (int at = 4; at <= side; at *= 2) {
            widths.add(Math.max(1, Math.min(breadth / at, widest)));
        }
        return List.copyOf(widths);
    }

    public Numbers numbers(int side) {
        return switch (this) {
            case SMALL -> small(side);
            case AUTO -> auto(side);
            case CIFAR -> cifar();
            case PAPER256 -> official(8, 16384, 0.0025, 1, 8);
            case PAPER512 -> official(8, 32768, 0.0025, 0.5, 8);
            case PAPER1024 -> official(4, 32768, 0.002, 2, 8);
            case STYLEGAN2 -> official(4, 32768, 0.002, 10, 8);
        };
    }

    private static Numbers official(
            int group, long breadth, double learningRate, double gamma, long depth) {
        return new Numbers(
                group, 512, breadth, 512, depth, learningRate, gamma, PATH_LENGTH, MIXING, true);
    }

    private static Numbers auto(int side) {
        long batch = Math.max(1, Math.min(4096 / side, 32));
        return official(
                (int) Math.min(batch, 4),
                side >= 512 ? 32768 : 16384,
                side >= 1024 ? 0.002 : 0.0025,
                gamma(side, batch),
                2);
    }

    /** The rule of thumb of the {@code auto} preset. */
    private static double gamma(int side, long batch) {
        return 0.0002 * side * side / batch;
    }

    private static Numbers cifar() {
        return new Numbers(32, 512, 32768, 512, 2, 0.0025, 0.01, 0, 0, false);
    }

    /** Sixteen times the authors' rule of thumb, which lets small networks repeat themselves. */
    private static double varied(int side) {
        return 0.1 * side * side / (32 * 32);
    }

    private static Numbers small(int side) {
        return new Numbers(4, 128, 1024, 128, 2, 0.0025, varied(side), PATH_LENGTH, MIXING, true);
    }
}
