package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.LeastSquares;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;

/**
 * LSGAN: least squares instead of cross entropy.
 *
 * <p>Mao, Li, Xie, Lau, Wang, Smolley, 2017, https://arxiv.org/abs/1611.04076. {@code cardigan
 * train lsgan --data mnist}. DCGAN's networks and optimizer.
 */
public final class LeastSquaresGan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        64,
                        Game.of(new LeastSquares(), Adam.rate(2e-4).betas(0.5, 0.999))
                                .inOneGeneratorPass());

        public Settings {
            Require.positive("lsgan.latent", latent);
            Require.positive("lsgan.width", width);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "lsgan",
                    new Citation(
                            "Least Squares Generative Adversarial Networks",
                            "Mao, Li, Xie, Lau, Wang, Smolley",
                            2017,
                            "https://arxiv.org/abs/1611.04076"),
                    "Scores are regressed to 1 and 0, which keeps a gradient on samples far from the boundary.",
                    "Digit-like strokes after 1,600 steps on builtin:digits at width 32 (batch 64).",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    LeastSquaresGan::of);

    private LeastSquaresGan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        return ConvolutionalPair.players(
                sample.shape(),
                sample.cures(),
                settings.latent(),
                settings.width(),
                true,
                settings.game(),
                randomness);
    }
}
