package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
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
 * Unrolled GAN: the generator minimises against the discriminator as it will be after five updates,
 * and differentiates through them.
 *
 * <p>Metz, Poole, Pfau, Sohl-Dickstein, 2017, https://arxiv.org/abs/1611.02163. {@code cardigan
 * train unrolled --data builtin:ring8-unit --batch 512 --steps 25000}. The settings are those the
 * authors published for eight Gaussians; {@code --set cures.unrolled.steps=10} looks further ahead,
 * and any other paper takes the same cure.
 */
public final class UnrolledGan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("how latents are spread") Prior.Shape latentShape,
            @Doc("hidden widths of the generator") List<Long> generatorWidths,
            @Doc("hidden widths of the discriminator") List<Long> discriminatorWidths,
            @Doc("what the hidden layers are like") Style style,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        256,
                        Prior.Shape.NORMAL,
                        List.of(128L, 128L),
                        List.of(128L, 128L),
                        new Style(
                                Style.Hidden.TANH,
                                Style.Hidden.TANH,
                                false,
                                1,
                                1,
                                new Style.Start(Style.Start.Law.ORTHOGONAL, 1.4)),
                        Game.of(NonSaturating.plain(), adam(1e-3))
                                .moving(adam(1e-3), adam(1e-4))
                                .with(Tactics.NONE.unrolling(Unrolling.PAPER)));

        public Settings {
            Require.positive("unrolled.latent", latent);
            Require.positive("unrolled.generatorWidths", generatorWidths);
            Require.positive("unrolled.discriminatorWidths", discriminatorWidths);
        }

        private static Adam adam(double rate) {
            return Adam.rate(rate).betas(0.5, 0.999);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "unrolled",
                    new Citation(
                            "Unrolled Generative Adversarial Networks",
                            "Metz, Poole, Pfau, Sohl-Dickstein",
                            2017,
                            "https://arxiv.org/abs/1611.02163"),
                    "Two perceptrons whose generator looks five discriminator updates ahead, through them; points and pictures.",
                    "The farther it looks ahead, the more samples lie on the ring: 3, 5, 14 and 35 % for 0, 1, 5 and 10 steps after 25,000 steps of 512; all modes in each.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    UnrolledGan::of);

    private UnrolledGan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Perceptrons.Layout layout =
                new Perceptrons.Layout(
                        settings.latent(),
                        settings.latentShape(),
                        settings.generatorWidths(),
                        settings.discriminatorWidths(),
                        0,
                        settings.style());
        return Perceptrons.players(
                sample.shape(), layout, sample.cures(), settings.game(), randomness);
    }
}
