package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.Perceptrons;
import dev.cardigan.zoo.block.Style;
import java.util.List;

/**
 * The first GAN: two multilayer perceptrons.
 *
 * <p>Goodfellow et al., 2014, https://arxiv.org/abs/1406.2661. {@code cardigan train gan --data
 * builtin:digits}. Widths and Adam instead of momentum are those of the form in common use; {@code
 * loss: minimax} plays the game of equation 1.
 */
public final class OriginalGan {

    /**
     * @param game how the two play
     */
    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("how latents are spread") Prior.Shape latentShape,
            @Doc("hidden widths of the generator") List<Long> generatorWidths,
            @Doc("hidden widths of the discriminator") List<Long> discriminatorWidths,
            @Doc("share of its hidden values dropped while training") double dropout,
            @Doc("what the hidden layers are like") Style style,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        Prior.Shape.UNIFORM,
                        List.of(128L, 256L, 512L, 1024L),
                        List.of(512L, 256L),
                        0.3,
                        Style.PICTURES,
                        Game.of(NonSaturating.plain(), Adam.rate(2e-4).betas(0.5, 0.999))
                                .inOneGeneratorPass()
                                .inOneDiscriminatorPass());

        /** For points in the plane: two layers of 128 on each side. */
        public static final Settings POINTS =
                new Settings(
                        2,
                        Prior.Shape.NORMAL,
                        List.of(128L, 128L),
                        List.of(128L, 128L),
                        0,
                        Style.POINTS,
                        Game.of(NonSaturating.plain(), Adam.rate(1e-3).betas(0.5, 0.999))
                                .inOneGeneratorPass()
                                .inOneDiscriminatorPass());

        public Settings {
            Require.positive("gan.latent", latent);
            Require.positive("gan.generatorWidths", generatorWidths);
            Require.positive("gan.discriminatorWidths", discriminatorWidths);
            Require.part("gan.dropout", dropout);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "gan",
                    new Citation(
                            "Generative Adversarial Nets",
                            "Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville, Bengio",
                            2014,
                            "https://arxiv.org/abs/1406.2661"),
                    "Two multilayer perceptrons; pictures of any size and points.",
                    "Readable digits with specks after 5,000 steps on MNIST at 32x32 (batch 64).",
                    sample -> sample.shape().isPicture() ? Settings.PAPER : Settings.POINTS,
                    Intake.SAMPLES,
                    OriginalGan::of);

    private OriginalGan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Perceptrons.Layout layout =
                new Perceptrons.Layout(
                        settings.latent(),
                        settings.latentShape(),
                        settings.generatorWidths(),
                        settings.discriminatorWidths(),
                        settings.dropout(),
                        settings.style());
        return Perceptrons.players(
                sample.shape(), layout, sample.cures(), settings.game(), randomness);
    }
}
