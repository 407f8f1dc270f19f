package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
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
 * DCGAN: strided and transposed convolutions, batch normalisation in both, no pooling, no fully
 * connected layers.
 *
 * <p>Radford et al., 2016, https://arxiv.org/abs/1511.06434. {@code cardigan train dcgan --data
 * mnist}.
 */
public final class Dcgan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        64,
                        Game.of(NonSaturating.plain(), Adam.rate(2e-4).betas(0.5, 0.999))
                                .inOneGeneratorPass());

        public Settings {
            Require.positive("dcgan.latent", latent);
            Require.positive("dcgan.width", width);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "dcgan",
                    new Citation(
                            "Unsupervised Representation Learning with Deep Convolutional GANs",
                            "Radford, Metz, Chintala",
                            2016,
                            "https://arxiv.org/abs/1511.06434"),
                    "Strided convolutions and batch normalisation; square pictures with a side of 16, 32, 64, ...",
                    "Readable digits on MNIST, recognisable clothes on Fashion-MNIST after 1,200 steps at 32x32 (batch 64).",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    Dcgan::of);

    private Dcgan() {}

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
