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
import dev.cardigan.zoo.block.AliasFreeGenerator;
import dev.cardigan.zoo.block.AliasFreeSchedule;
import dev.cardigan.zoo.block.AliasFreeSynthesis;
import dev.cardigan.zoo.block.GainedActivation;
import dev.cardigan.zoo.block.PictureSide;
import dev.cardigan.zoo.block.StyleDiscriminator;
import dev.cardigan.zoo.block.StyleMapping;
import dev.cardigan.zoo.block.StylePreset;
import dev.cardigan.zoo.block.Teller;
import java.util.List;
import java.util.OptionalDouble;

/**
 * StyleGAN3-T: a synthesis without aliasing, so that details move with what they belong to;
 * StyleGAN2's discriminator.
 *
 * <p>Karras et al., 2021, https://arxiv.org/abs/2106.12423. {@code cardigan train stylegan3 --data
 * mnist --batch 32}; told the class, {@code cstylegan3}.
 */
public final class StyleGan3 {

    /** Steps between R1 penalties. */
    private static final int R1_EVERY = 16;

    /** Samples compared with each other by the discriminator. */
    private static final int GROUP = 4;

    /** Where convolutions of the discriminator are cut. */
    private static final double CLAMP = 256;

    public record Settings(
            @Doc("length of a latent and of a style") long latent,
            @Doc("channels times twice the cut-off, up to widest; the discriminator's times side")
                    long breadth,
            @Doc("channels at most") long widest,
            @Doc("layers of the mapping network") long depth,
            @Doc("the layers of the synthesis") AliasFreeSchedule.Plan synthesis,
            @Doc("of the generator") double generatorRate,
            @Doc("of the discriminator") double discriminatorRate,
            @Doc("weight of R1, every 16th step") double gamma,
            @Doc("share of batches with mixed styles") double mixing,
            @Doc("share of a style's distance from the mean kept in samples; 1 keeps all")
                    double truncation) {

        /** The paper's size; gamma depends on the data. */
        public static final Settings PAPER =
                new Settings(
                        512, 32_768, 512, 2, AliasFreeSchedule.Plan.PAPER, 0.0025, 0.002, 2, 0, 1);

        public Settings {
            Require.positive("stylegan3.latent", latent);
            Require.positive("stylegan3.breadth", breadth);
            Require.positive("stylegan3.widest", widest);
            Require.positive("stylegan3.depth", depth);
            Require.moreThanZero("stylegan3.generatorRate", generatorRate);
            Require.moreThanZero("stylegan3.discriminatorRate", discriminatorRate);
            Require.weight("stylegan3.gamma", gamma);
            Require.share("stylegan3.mixing", mixing);
        }

        /** Small enough for a CPU: six layers, 32 channels at 32x32. */
        static Settings small(Recipe.Sample sample) {
            int side = sample.shape().height();
            double gamma = StylePreset.SMALL.numbers(side).gamma();
            AliasFreeSchedule.Plan six = new AliasFreeSchedule.Plan(6, 2, 10);
            return new Settings(128, 1_024, 64, 2, six, 0.0025, 0.002, gamma, 0, 1);
        }
    }

    private static final Citation PAPER =
            new Citation(
                    "Alias-Free Generative Adversarial Networks",
                    "Karras, Aittala, Laine, Harkonen, Hellsten, Lehtinen, Aila",
                    2021,
                    "https://arxiv.org/abs/2106.12423");

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "stylegan3",
                    PAPER,
                    "StyleGAN3-T: Fourier features and filtered activations, no noise, so that"
                            + " details move with their object; square pictures with a side of 16, 32,"
                            + " ...",
                    "Not yet trained by us beyond the few steps of the tests; slow on a CPU.",
                    Settings::small,
                    Intake.SAMPLES,
                    StyleGan3::of);

    public static final Recipe<Settings, Batch<Labels>> CONDITIONAL =
            new Recipe<>(
                    "cstylegan3",
                    PAPER,
                    "StyleGAN3-T told the class; labelled square pictures with a side of 16, 32,"
                            + " ...",
                    "Not yet trained by us beyond the few steps of the tests; slow on a CPU.",
                    Settings::small,
                    Intake.LABELLED,
                    StyleGan3::conditional);

    private StyleGan3() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Prior<None> prior =
                Prior.of(settings.latent(), Prior.Shape.NORMAL, randomness.stream("latent"));
        return players(settings, sample, 0, Teller.nothing(), prior, randomness);
    }

    public static TwoPlayer<Labels> conditional(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("stylegan3");
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
        int side = PictureSide.of(sample.shape(), 16);
        int channels = sample.shape().channels();
        RandomStream stream = randomness.stream("init");
        long length = settings.latent();
        AliasFreeGenerator<C> generator =
                new AliasFreeGenerator<>(
                        StyleMapping.of(length, classes, length, settings.depth(), true, stream),
                        AliasFreeSynthesis.of(
                                AliasFreeSchedule.of(side, settings.synthesis()),
                                settings.breadth(),
                                settings.widest(),
                                length,
                                channels,
                                stream),
                        teller,
                        settings.mixing(),
                        settings.truncation(),
                        randomness.stream("style"));
        List<Long> widths = StylePreset.widths(side, settings.breadth(), settings.widest());
        GainedActivation activation = GainedActivation.LEAKY.limited(OptionalDouble.of(CLAMP));
        StyleDiscriminator.Plan plan =
                new StyleDiscriminator.Plan(widths, channels, classes, true, GROUP, activation);
        return TwoPlayer.of(
                generator,
                StyleDiscriminator.of(plan, teller, stream),
                prior,
                game(settings),
                randomness.stream("penalty"));
    }

    private static Game game(Settings settings) {
        Adam judging = StyleGan2.lazily(settings.discriminatorRate(), R1_EVERY);
        return Game.of(NonSaturating.plain(), judging)
                .moving(StyleGan2.lazily(settings.generatorRate(), 0), judging)
                .paying(new Penalty(new R1(settings.gamma()), R1_EVERY));
    }
}
