package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Wasserstein;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.None;
import dev.cardigan.optim.RmsProp;
import dev.cardigan.optim.WeightClip;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;
import java.util.List;

/**
 * WGAN: the critic's score difference estimates the Wasserstein-1 distance between data and
 * samples.
 *
 * <p>Arjovsky, Chintala, Bottou, 2017, https://arxiv.org/abs/1701.07875. {@code cardigan train wgan
 * --data mnist}. DCGAN's networks, no batch normalisation in the critic; algorithm 1 of the paper.
 */
public final class Wgan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        64,
                        Game.of(new Wasserstein(), RmsProp.rate(5e-5))
                                .bounding(List.of(), List.of(new WeightClip(0.01)))
                                .discriminatorSteps(5)
                                .inOneDiscriminatorPass());

        public Settings {
            Require.positive("wgan.latent", latent);
            Require.positive("wgan.width", width);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "wgan",
                    new Citation(
                            "Wasserstein GAN",
                            "Arjovsky, Chintala, Bottou",
                            2017,
                            "https://arxiv.org/abs/1701.07875"),
                    "A critic under weight clipping that estimates the Wasserstein-1 distance; five critic steps per generator step.",
                    "Not yet trained to the end by us; after 373 steps at width 24 blurred strokes only.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    Wgan::of);

    private Wgan() {}

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
