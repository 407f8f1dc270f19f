package dev.cardigan.benchmarks.cardigan;

import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.benchmarks.work.Mlp128;
import dev.cardigan.benchmarks.work.TablePair;
import dev.cardigan.data.SampleShape;
import dev.cardigan.zoo.CycleGan;
import dev.cardigan.zoo.Dcgan;
import dev.cardigan.zoo.OriginalGan;
import dev.cardigan.zoo.StyleGan2;
import dev.cardigan.zoo.WganGp;
import java.util.List;

/** Which GAN is trained. */
public enum Subject {
    /** DCGAN at 64x64, batch 64; img/s. */
    DCGAN64,
    /** Two 128-wide networks on points in the plane, batch 256; steps/s. */
    MLP128,
    /** Two 256-wide networks on rows of 128 columns, batch 500; steps/s. */
    TABLE,
    /** WGAN-GP at 64x64, batch 64: double backward, five critic steps; img/s. */
    WGANGP64,
    /** StyleGAN2 at 64x64 in the preset for a CPU, batch 32; img/s. */
    STYLEGAN264,
    /** CycleGAN at 128x128, batch 1; pairs/s. */
    CYCLEGAN128;

    private static final int CHANNELS = 3;
    private static final int STYLEGAN2_BATCH = 32;

    /** StyleGAN2's lazy penalties are due every 4th and every 16th step. */
    private static final int LAZY_STEPS = 16;

    Trainee<?, ?> trainee() {
        return switch (this) {
            case DCGAN64 -> Trainee.of(Dcgan.RECIPE, square(Dcgan64.SIDE), Dcgan64.BATCH);
            case MLP128 ->
                    Trainee.of(OriginalGan.RECIPE, SampleShape.points(Mlp128.POINT), Mlp128.BATCH);
            case TABLE -> table();
            case WGANGP64 -> Trainee.of(WganGp.RECIPE, square(Dcgan64.SIDE), Dcgan64.BATCH);
            case STYLEGAN264 -> Trainee.of(StyleGan2.RECIPE, square(Dcgan64.SIDE), STYLEGAN2_BATCH);
            case CYCLEGAN128 -> Trainee.of(CycleGan.RECIPE, square(128), 1);
        };
    }

    /** DCGAN of another size. */
    static Trainee<?, ?> dcgan(int batch, int side, int width) {
        Dcgan.Settings paper = Dcgan.Settings.PAPER;
        Dcgan.Settings settings = new Dcgan.Settings(paper.latent(), width, paper.game());
        return new Trainee<>(Dcgan.RECIPE, settings, square(side), batch);
    }

    private static Trainee<?, ?> table() {
        OriginalGan.Settings points = OriginalGan.Settings.POINTS;
        List<Long> widths = List.of((long) TablePair.WIDTH, (long) TablePair.WIDTH);
        OriginalGan.Settings settings =
                new OriginalGan.Settings(
                        TablePair.LATENT,
                        points.latentShape(),
                        widths,
                        widths,
                        points.dropout(),
                        points.style(),
                        points.game());
        return new Trainee<>(
                OriginalGan.RECIPE,
                settings,
                SampleShape.points(TablePair.COLUMNS),
                TablePair.BATCH);
    }

    private static SampleShape square(int side) {
        return new SampleShape(CHANNELS, side, side);
    }

    String unit() {
        return switch (this) {
            case MLP128, TABLE -> "steps/s";
            case CYCLEGAN128 -> "pairs/s";
            case DCGAN64, WGANGP64, STYLEGAN264 -> "img/s";
        };
    }

    /** Units of work in a step of this batch. */
    int unitsPerStep(int batch) {
        return switch (this) {
            case MLP128, TABLE -> 1;
            case DCGAN64, WGANGP64, STYLEGAN264, CYCLEGAN128 -> batch;
        };
    }

    /** So many steps belong together. */
    int period() {
        return this == STYLEGAN264 ? LAZY_STEPS : 1;
    }
}
