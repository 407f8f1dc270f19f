package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.AdaptiveGenerator;
import dev.cardigan.zoo.block.AdaptiveSynthesis;
import dev.cardigan.zoo.block.GrowingDiscriminator;
import dev.cardigan.zoo.block.Growth;
import dev.cardigan.zoo.block.PictureSide;
import dev.cardigan.zoo.block.StyleMapping;
import dev.cardigan.zoo.block.StylePreset;
import dev.cardigan.zoo.block.Teller;
import java.util.List;

/**
 * The first StyleGAN: styles from a mapping network scale and shift normalised maps, noise gives
 * details, some pictures mix the styles of two latents, R1 at every step, and both networks grow
 * from small pictures to large ones.
 *
 * <p>Karras et al., 2019, https://arxiv.org/abs/1812.04948; growing: 2018,
 * https://arxiv.org/abs/1710.10196. {@code cardigan train stylegan1 --data mnist --batch 32}; told
 * the class, {@code cstylegan1}. The paper's batches shrink while pictures grow; here they stay,
 * and stages are counted in steps. The generator is told classes as StyleGAN2-ADA tells them; the
 * discriminator gives a score for each class, of which the one told counts.
 */
public final class StyleGan1 {

    /** Samples compared with each other by the discriminator. */
    private static final int GROUP = 4;

    public record Settings(
            @Doc("length of a latent and of a style") long latent,
            @Doc("channels times side, up to widest") long breadth,
            @Doc("channels at most") long widest,
            @Doc("layers of the mapping network") long depth,
            @Doc("share of batches with mixed styles") double mixing,
            @Doc("share of a style's distance from the mean kept in samples; 1 keeps all")
                    double truncation,
            @Doc("layers, from the coarsest, whose styles are truncated") int cutoff,
            @Doc("how the networks grow") Growth.Plan growth,
            @Doc("how the two play; the learning rate is that of sides up to 64") Game game) {

        /** The authors' numbers, and the truncation of their pictures. */
        public static final Settings PAPER =
                new Settings(512, 16_384, 512, 8, 0.9, 0.7, 8, Growth.Plan.PAPER, play());

        public Settings {
            Require.positive("stylegan1.latent", latent);
            Require.positive("stylegan1.breadth", breadth);
            Require.positive("stylegan1.widest", widest);
            Require.positive("stylegan1.depth", depth);
            Require.share("stylegan1.mixing", mixing);
            Require.notNegative("stylegan1.cutoff", cutoff);
        }

        /** Small enough for a CPU: 32 channels at 32x32, grown from 16x16. */
        static Settings small(Recipe.Sample sample) {
            Growth.Plan growth = new Growth.Plan(16, 1_000, 500);
            return new Settings(128, 1_024, 128, 4, 0.9, 1, 8, growth, play());
        }

        private static Game play() {
            return Game.of(NonSaturating.plain(), Adam.rate(1e-3).betas(0, 0.99))
                    .paying(Penalty.of(new R1(10)));
        }
    }

    private static final Citation PAPER =
            new Citation(
                    "A Style-Based Generator Architecture for Generative Adversarial Networks",
                    "Karras, Laine, Aila",
                    2019,
                    "https://arxiv.org/abs/1812.04948");

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "stylegan1",
                    PAPER,
                    "Styles by adaptive instance normalisation, noise, mixed styles, networks that grow; square pictures with a side of 8, 16, 32, ...",
                    "Not yet trained to the end by us.",
                    Settings::small,
                    Intake.SAMPLES,
                    StyleGan1::of);

    public static final Recipe<Settings, Batch<Labels>> CONDITIONAL =
            new Recipe<>(
                    "cstylegan1",
                    PAPER,
                    "The first StyleGAN told the class; labelled square pictures with a side of 8, 16, 32, ...",
                    "On MNIST, after 42 minutes of one core in bf16, 82 % of the digits are the ones asked for; some strokes are broken.",
                    Settings::small,
                    Intake.LABELLED,
                    StyleGan1::conditional);

    private StyleGan1() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Prior<None> prior =
                Prior.of(settings.latent(), Prior.Shape.NORMAL, randomness.stream("latent"));
        return players(settings, sample, 0, Teller.nothing(), prior, randomness);
    }

    public static TwoPlayer<Labels> conditional(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("stylegan1");
        Prior<Labels> prior =
                Prior.of(
                        settings.latent(),
                        Prior.Shape.NORMAL,
                        classes,
                        randomness.stream("latent"));
        return players(settings, sample, classes, Teller.classes(classes), prior, randomness);
    }

    private static <C extends Condition<C>> TwoPlayer<C> players(
            Settings settings,
            Recipe.Sample sample,
            int classes,
            Teller<C> teller,
            Prior<C> prior,
            Randomness randomness) {
        int side = PictureSide.of(sample.shape(), 8);
        int channels = sample.shape().channels();
        List<Long> widths = StylePreset.widths(side, settings.breadth(), settings.widest());
        Growth growth = Growth.of(settings.growth(), side);
        RandomStream stream = randomness.stream("init");
        long length = settings.latent();
        AdaptiveGenerator<C> generator =
                new AdaptiveGenerator<>(
                        StyleMapping.of(length, classes, length, settings.depth(), true, stream),
                        AdaptiveSynthesis.of(widths, length, channels, growth, stream),
                        teller,
                        settings.mixing(),
                        settings.truncation(),
                        settings.cutoff(),
                        randomness.stream("style"));
        GrowingDiscriminator<C> discriminator =
                GrowingDiscriminator.of(widths, channels, classes, GROUP, teller, growth, stream);
        Game game = settings.game();
        return TwoPlayer.of(
                        generator,
                        discriminator,
                        prior,
                        game.scheduled(growth.schedule(game.schedule(), StyleGan1::pace)),
                        randomness.stream("penalty"))
                .seenThrough(growth.view());
    }

    /** Factor of the learning rate at a level: 0.001 up to 64, 0.0015, 0.002, then 0.003. */
    private static double pace(int level) {
        return switch (Math.max(0, level - 4)) {
            case 0 -> 1;
            case 1 -> 1.5; // 128x128
            case 2 -> 2;
            default -> 3;
        };
    }
}
