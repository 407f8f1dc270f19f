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
import dev.cardigan.zoo.block.GainedActivation;
import dev.cardigan.zoo.block.PathLength;
import dev.cardigan.zoo.block.PictureSide;
import dev.cardigan.zoo.block.StyleDiscriminator;
import dev.cardigan.zoo.block.StyleGenerator;
import dev.cardigan.zoo.block.StyleMapping;
import dev.cardigan.zoo.block.StylePreset;
import dev.cardigan.zoo.block.StyleSynthesis;
import dev.cardigan.zoo.block.StyledConvolution;
import dev.cardigan.zoo.block.Teller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * StyleGAN2 in the form of StyleGAN2-ADA: styles from a mapping network scale the kernels of every
 * layer, noise gives details, lazy R1 and path-length regularisation.
 *
 * <p>Karras et al., 2020, https://arxiv.org/abs/1912.04958 and https://arxiv.org/abs/2006.06676.
 * {@code cardigan train stylegan2 --data mnist --batch 32}; told the class, {@code cstylegan2}.
 */
public final class StyleGan2 {

    /** Steps between R1 penalties, and between path-length prices. */
    private static final int R1_EVERY = 16;

    private static final int PATH_EVERY = 4;

    public record Settings(
            @Doc("what the rest defaults to; small is for CPUs") StylePreset preset,
            @Doc("length of a latent and of a style; absent: the preset's") Optional<Long> latent,
            @Doc("channels times side, up to widest; absent: the preset's") Optional<Long> breadth,
            @Doc("channels at most; absent: the preset's") Optional<Long> widest,
            @Doc("layers of the mapping network; absent: the preset's") Optional<Long> depth,
            @Doc("of both networks; absent: the preset's") Optional<Double> learningRate,
            @Doc("weight of R1, every 16th step; absent: the preset's") Optional<Double> gamma,
            @Doc("weight of path length, every 4th step, 0 for none; absent: the preset's")
                    Optional<Double> pathLength,
            @Doc("share of batches with mixed styles; absent: the preset's")
                    Optional<Double> mixing,
            @Doc("convolutions are cut to +-this; 0 for never") double clamp,
            @Doc("share of a style's distance from the mean kept in samples; 1 keeps all")
                    double truncation) {

        public static final Settings PAPER = of(StylePreset.STYLEGAN2);

        public Settings {
            Require.weight("stylegan2.clamp", clamp);
            latent.ifPresent(value -> Require.positive("stylegan2.latent", value));
            breadth.ifPresent(value -> Require.positive("stylegan2.breadth", value));
            widest.ifPresent(value -> Require.positive("stylegan2.widest", value));
            depth.ifPresent(value -> Require.positive("stylegan2.depth", value));
            learningRate.ifPresent(value -> Require.moreThanZero("stylegan2.learningRate", value));
            gamma.ifPresent(value -> Require.weight("stylegan2.gamma", value));
            pathLength.ifPresent(value -> Require.weight("stylegan2.pathLength", value));
            mixing.ifPresent(value -> Require.share("stylegan2.mixing", value));
        }

        static Settings of(StylePreset preset) {
            return new Settings(
                    preset,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    256,
                    1);
        }

        /** The preset's numbers, but for those given. */
        StylePreset.Numbers numbers(int side) {
            StylePreset.Numbers standard = preset.numbers(side);
            return new StylePreset.Numbers(
                    standard.group(),
                    latent.orElse(standard.latent()),
                    breadth.orElse(standard.breadth()),
                    widest.orElse(standard.widest()),
                    depth.orElse(standard.depth()),
                    learningRate.orElse(standard.learningRate()),
                    gamma.orElse(standard.gamma()),
                    pathLength.orElse(standard.pathLength()),
                    mixing.orElse(standard.mixing()),
                    standard.residual());
        }
    }

    private static final Citation PAPER =
            new Citation(
                    "Analyzing and Improving the Image Quality of StyleGAN",
                    "Karras, Laine, Aittala, Hellsten, Lehtinen, Aila",
                    2020,
                    "https://arxiv.org/abs/1912.04958");

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "stylegan2",
                    PAPER,
                    "Styles that scale every layer, noise, truncation, lazy R1 and path length; square pictures with a side of 8, 16, 32, ...",
                    "On 500 emoji of 32x32, after half an hour of one core, shapes and colours that can be named; ADA helps: FID 9.5 instead of 11.4.",
                    sample -> Settings.of(StylePreset.SMALL),
                    Intake.SAMPLES,
                    StyleGan2::of);

    public static final Recipe<Settings, Batch<Labels>> CONDITIONAL =
            new Recipe<>(
                    "cstylegan2",
                    PAPER,
                    "StyleGAN2 told the class; labelled square pictures with a side of 8, 16, 32, ...",
                    "On MNIST, after 4,500 steps of 64, 96 % of the digits are the ones asked for, in many hands (recall 0.31); with pathLength=0 and mixing=0 4,500 steps of 32 in half an hour of one core give 97 %.",
                    sample -> Settings.of(StylePreset.SMALL),
                    Intake.LABELLED,
                    StyleGan2::conditional);

    private StyleGan2() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        long latent = settings.numbers(side(sample)).latent();
        Prior<None> prior = Prior.of(latent, Prior.Shape.NORMAL, randomness.stream("latent"));
        return players(settings, sample, 0, Teller.nothing(), prior, randomness);
    }

    public static TwoPlayer<Labels> conditional(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("stylegan2");
        long latent = settings.numbers(side(sample)).latent();
        Prior<Labels> prior =
                Prior.of(latent, Prior.Shape.NORMAL, classes, randomness.stream("latent"));
        return players(settings, sample, classes, Teller.classes(classes), prior, randomness);
    }

    private static int side(Recipe.Sample sample) {
        return PictureSide.of(sample.shape(), 8);
    }

    private static <C extends Condition<C>> TwoPlayer<C> players(
            Settings settings,
            Recipe.Sample sample,
            int classes,
            Teller<C> teller,
            Prior<C> prior,
            Randomness randomness) {
        StylePreset.Numbers numbers = settings.numbers(side(sample));
        List<Long> widths = numbers.widths(side(sample));
        GainedActivation activation =
                settings.clamp() == 0
                        ? GainedActivation.LEAKY
                        : GainedActivation.LEAKY.limited(OptionalDouble.of(settings.clamp()));
        RandomStream stream = randomness.stream("init");
        int channels = sample.shape().channels();
        StyleGenerator<C> generator =
                new StyleGenerator<>(
                        StyleMapping.of(
                                numbers.latent(),
                                classes,
                                numbers.latent(),
                                numbers.depth(),
                                true,
                                stream),
                        StyleSynthesis.of(widths, numbers.latent(), channels, activation, stream),
                        teller,
                        numbers.mixing(),
                        StyledConvolution.Noise.RANDOM,
                        settings.truncation(),
                        randomness.stream("style"));
        StyleDiscriminator.Plan plan =
                new StyleDiscriminator.Plan(
                        widths, channels, classes, numbers.residual(), numbers.group(), activation);
        TwoPlayer<C> players =
                TwoPlayer.of(
                        generator,
                        StyleDiscriminator.of(plan, teller, stream),
                        prior,
                        game(numbers),
                        randomness.stream("penalty"));
        if (numbers.pathLength() == 0) {
            return players;
        }
        return players.charging(
                PathLength.of(
                        generator::painted,
                        numbers.pathLength(),
                        PATH_EVERY,
                        randomness.stream("path")));
    }

    /** The generator's rule is corrected without path length too, as in the authors' code. */
    private static Game game(StylePreset.Numbers numbers) {
        return Game.of(NonSaturating.plain(), lazily(numbers.learningRate(), R1_EVERY))
                .moving(
                        lazily(numbers.learningRate(), PATH_EVERY),
                        lazily(numbers.learningRate(), R1_EVERY))
                .paying(new Penalty(new R1(numbers.gamma()), R1_EVERY));
    }

    /**
     * Adam with betas 0 and 0.99, corrected for one more update every so many steps: rate times c
     * and betas to the power c, c = every / (every + 1). Karras et al. 2020, appendix B.
     *
     * @param every 0 for no further updates
     */
    static Adam lazily(double rate, int every) {
        double correction = every == 0 ? 1 : every / (every + 1.0);
        return Adam.rate(rate * correction).betas(0, Math.pow(0.99, correction));
    }
}
