package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Wasserstein;
import dev.cardigan.adversarial.regularizer.GradientPenalty;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;

/**
 * WGAN-GP: slope 1 instead of clipped weights.
 *
 * <p>Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville, 2017, https://arxiv.org/abs/1704.00028.
 * {@code cardigan train wgan-gp --data mnist}. DCGAN's networks, no batch normalisation in the
 * critic, because the penalty is on single samples.
 */
public final class WganGp {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        64,
                        Game.of(new Wasserstein(), Adam.rate(1e-4).betas(0.5, 0.9))
                                .paying(Penalty.of(new GradientPenalty(10)))
                                .discriminatorSteps(5)
                                .inOneDiscriminatorPass());

        public Settings {
            Require.positive("wgan-gp.latent", latent);
            Require.positive("wgan-gp.width", width);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "wgan-gp",
                    new Citation(
                            "Improved Training of Wasserstein GANs",
                            "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville",
                            2017,
                            "https://arxiv.org/abs/1704.00028"),
                    "A Wasserstein critic held to slope 1 between real and fake by a gradient penalty; five critic steps.",
                    "Most samples are clothes that one can name after 6,000 steps on Fashion-MNIST at 32x32 with width 24 and rates of 3e-4 (batch 64); digit-like strokes after 500 steps on builtin:digits at width 32.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    WganGp::of);

    private WganGp() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        return ConvolutionalPair.players(
                sample.shape(),
                sample.cures(),
                settings.latent(),
                settings.width(),
                false,
                settings.game(),
                randomness);
    }
}
