package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import dev.cardigan.benchmarks.work.CycleGanLayers;
import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.benchmarks.work.DcganLayers;
import dev.cardigan.benchmarks.work.Flops;
import dev.cardigan.benchmarks.work.Mlp128;
import dev.cardigan.benchmarks.work.Modulated;
import dev.cardigan.benchmarks.work.StyleGan2Layers;
import dev.cardigan.benchmarks.work.TablePair;
import java.util.List;
import java.util.Locale;

/** What a unit of each contestant's work costs, with the formula it was counted by. */
final class Yardsticks {

    private static final String CONVOLUTION = "convolution fp32";
    private static final String TWO_PLAYERS = "3 G + 8 D";

    /** The preset for a CPU. */
    private static final StyleGan2Layers STYLEGAN2_64 = new StyleGan2Layers(64, 1024, 128, 128, 2);

    private static final StyleGan2Layers STYLEGAN2_256 =
            new StyleGan2Layers(256, 32768, 512, 512, 8);

    private static final CycleGanLayers CYCLEGAN_128 = new CycleGanLayers(128);
    private static final CycleGanLayers CYCLEGAN_256 = new CycleGanLayers(256);

    private Yardsticks() {}

    /** An image of DCGAN 64. */
    static Yardstick dcgan64() {
        return dcgan(Dcgan64.SIDE, Dcgan64.BASE_WIDTH);
    }

    /** The same against the peak in bf16. */
    static Yardstick dcgan64InBf16() {
        return inBf16(dcgan64());
    }

    private static Yardstick inBf16(Yardstick inFp32) {
        return new Yardstick(inFp32.flopsPerUnit(), "convolution bf16", inFp32.formula());
    }

    /** An image of DCGAN at another side and width. */
    static Yardstick dcgan(int side, int width) {
        DcganLayers layers = new DcganLayers(side, width);
        long g = Flops.convolutions(layers.generator());
        long d = Flops.convolutions(layers.discriminator());
        return counted(Flops.trainingStep(g, d), CONVOLUTION, TWO_PLAYERS, "D", g, d);
    }

    /** A step of two 128-wide networks. */
    static Yardstick mlp128() {
        return perceptrons(Mlp128.BATCH, Mlp128.GENERATOR, Mlp128.DISCRIMINATOR);
    }

    /** A step of two networks for tables. */
    static Yardstick table() {
        return perceptrons(TablePair.BATCH, TablePair.GENERATOR, TablePair.DISCRIMINATOR);
    }

    private static Yardstick perceptrons(
            int batch, List<Integer> generator, List<Integer> discriminator) {
        long g = Flops.products(generator);
        long d = Flops.products(discriminator);
        String formula = batch + " (" + TWO_PLAYERS + ")";
        return counted(batch * Flops.trainingStep(g, d), "product 128 fp32", formula, "D", g, d);
    }

    /** An image of WGAN-GP 64, whose networks are DCGAN's. */
    static Yardstick wganGp64() {
        long g = Flops.convolutions(Dcgan64.GENERATOR);
        long d = Flops.convolutions(Dcgan64.DISCRIMINATOR);
        String formula = "5 (G + 10 D) + 3 G + 2 D";
        return counted(Flops.gradientPenaltyStep(5, g, d), CONVOLUTION, formula, "D", g, d);
    }

    /** An image of StyleGAN2 64 in the preset for a CPU. */
    static Yardstick styleGan2At64() {
        long g = STYLEGAN2_64.generatorForward();
        long d = STYLEGAN2_64.discriminatorForward();
        String formula = "4 G + 8 D + 4 D / 16 + 3 G / 4";
        return counted(Flops.styleGan2Step(g, d), CONVOLUTION, formula, "D", g, d);
    }

    /** The same against the peak in bf16. */
    static Yardstick styleGan2At64InBf16() {
        return inBf16(styleGan2At64());
    }

    /** A picture through a modulated convolution, and back in training. */
    static Yardstick modulated(boolean training) {
        long c = Modulated.LAYER.flops();
        int passes = training ? 3 : 1;
        return new Yardstick(passes * c, CONVOLUTION, "%d C, C = %s".formatted(passes, giga(c)));
    }

    /** A pair of pictures of CycleGAN 128. */
    static Yardstick cycleGan128() {
        long g = Flops.convolutions(CYCLEGAN_128.generator());
        long j = Flops.convolutions(CYCLEGAN_128.judge());
        return counted(Flops.cycleGanStep(g, j), CONVOLUTION, "18 G + 16 J", "J", g, j);
    }

    /** A megapixel, that is a million pixels, through CycleGAN's generator at 256. */
    static Yardstick resnet256() {
        long g = Flops.convolutions(CYCLEGAN_256.generator());
        double pictures = 1e6 / (CYCLEGAN_256.side() * CYCLEGAN_256.side());
        return new Yardstick(g * pictures, CONVOLUTION, "15.26 G, G = %s".formatted(giga(g)));
    }

    /** A picture of StyleGAN2 256, in the widths of its paper. */
    static Yardstick styleGan2At256() {
        long g = STYLEGAN2_256.generatorForward();
        return new Yardstick(g, CONVOLUTION, "G");
    }

    private static Yardstick counted(
            double flops, String peak, String formula, String judge, long g, long d) {
        return new Yardstick(
                flops, peak, "%s, G = %s, %s = %s".formatted(formula, giga(g), judge, giga(d)));
    }

    private static String giga(double flops) {
        return String.format(Locale.ROOT, "%.4g", flops / 1e9);
    }
}
