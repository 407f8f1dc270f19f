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
import dev.cardigan.zoo.block.Cures;
import dev.cardigan.zoo.block.Perceptrons;
import dev.cardigan.zoo.block.Style;
import java.util.List;

/**
 * PacGAN: the discriminator judges several samples as one, and sees when they are too much alike.
 *
 * <p>Lin, Khetan, Fanti, Oh, 2018, https://arxiv.org/abs/1712.04086. {@code cardigan train pacgan
 * --data builtin:ring8-unit --batch 200 --steps 400000}: the authors' batch of 100 counts packs, a
 * batch here samples. The networks are those of the authors' toy experiments; {@code --set
 * cures.packing=2} does the same to any other paper.
 */
public final class PacGan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("how latents are spread") Prior.Shape latentShape,
            @Doc("hidden widths of the generator") List<Long> generatorWidths,
            @Doc("hidden widths of the discriminator") List<Long> discriminatorWidths,
            @Doc("what the hidden layers are like") Style style,
            @Doc("samples judged as one; cures.packing is stronger") int packing,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        2,
                        Prior.Shape.NORMAL,
                        List.of(400L, 400L, 400L, 400L),
                        List.of(200L, 200L, 200L),
                        new Style(
                                Style.Hidden.RELU,
                                Style.Hidden.RELU,
                                true,
                                5,
                                1,
                                new Style.Start(Style.Start.Law.NORMAL, 0.02)),
                        2,
                        Game.of(NonSaturating.plain(), Adam.rate(1e-4).betas(0.8, 0.999)));

        public Settings {
            Require.positive("pacgan.latent", latent);
            Require.positive("pacgan.generatorWidths", generatorWidths);
            Require.positive("pacgan.discriminatorWidths", discriminatorWidths);
            Require.positive("pacgan.packing", packing);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "pacgan",
                    new Citation(
                            "PacGAN: The power of two samples in generative adversarial networks",
                            "Lin, Khetan, Fanti, Oh",
                            2018,
                            "https://arxiv.org/abs/1712.04086"),
                    "A discriminator that judges two samples as one; points and pictures, batches of whole packs.",
                    "In a short form (grid25, 24,000 steps of 100 packs at ten times the rate, falling to 0, one seed) 23 of 25 modes with packs of two and 18 without; the authors' 400,000 steps were not run.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    PacGan::of);

    private PacGan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Cures given = sample.cures();
        Cures cures = given.packing() > 1 ? given : given.packing(settings.packing());
        Perceptrons.Layout layout =
                new Perceptrons.Layout(
                        settings.latent(),
                        settings.latentShape(),
                        settings.generatorWidths(),
                        settings.discriminatorWidths(),
                        0,
                        settings.style());
        return Perceptrons.players(sample.shape(), layout, cures, settings.game(), randomness);
    }
}
