package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.RelativisticPaired;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.adversarial.regularizer.R2;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.AggregatedPair;
import dev.cardigan.zoo.block.PictureSide;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * R3GAN: a relativistic loss on pairs with gradient penalties on real and on fake samples, whose
 * convergence needs no further tricks, and residual networks without normalisation.
 *
 * <p>Huang et al., 2024, https://arxiv.org/abs/2501.05441. {@code cardigan train r3gan --data
 * mnist}; told the class, {@code cr3gan}. The paper moves five numbers along a cosine: the learning
 * rate and gamma fall, Adam's second beta rises from 0.9 to 0.99, the half-life of the average from
 * 0 to 5 million pictures and the probability of augmentation from 0 (CIFAR-10). Of these only the
 * learning rate does so here, by {@code game.schedule}; gamma, the betas and the probability
 * ({@code augment.ada.probability}) keep their values, and the average has a ramp of its own.
 */
public final class R3Gan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution; twice as many at each smaller one")
                    long width,
            @Doc("channels at most, at any resolution") long widest,
            @Doc("residual blocks at each resolution") long blocks,
            @Doc("channels inside a block, as a factor of those outside") long expansion,
            @Doc("channels in each group of a grouped convolution") long groupWidth,
            @Doc("length of a class's vector in the generator, where classes are told")
                    long embedding,
            @Doc("how the two play") Game game) {

        /**
         * CIFAR-10: 768 channels everywhere, two blocks; the rate falls to a quarter over 20
         * million pictures in batches of 512.
         */
        public static final Settings PAPER =
                new Settings(
                        64,
                        768,
                        768,
                        2,
                        2,
                        16,
                        64,
                        play(2e-4, 0.05).scheduled(new Schedule.Cosine(39_063, 0.25)));

        public Settings {
            Require.positive("r3gan.latent", latent);
            Require.positive("r3gan.width", width);
            Require.positive("r3gan.blocks", blocks);
            Require.positive("r3gan.expansion", expansion);
            Require.positive("r3gan.groupWidth", groupWidth);
            Require.positive("r3gan.embedding", embedding);
            if (widest < width) {
                throw new ConfigException(
                        "r3gan.widest: expected at least the width " + width + ", found " + widest);
            }
        }

        /** Small enough for a CPU: 32, 64, 128, 128 channels at 32x32, one block each. */
        static Settings small(Recipe.Sample sample) {
            double enlarged = sample.shape().height() / 32.0;
            return new Settings(64, 32, 128, 1, 2, 16, 64, play(2e-4, 0.5 * enlarged * enlarged));
        }

        private static Game play(double learningRate, double gamma) {
            return Game.of(new RelativisticPaired(), Adam.rate(learningRate).betas(0, 0.99))
                    .paying(Penalty.of(new R1(gamma)), Penalty.of(new R2(gamma)));
        }

        private AggregatedPair.Size size(int side) {
            int stages = PictureSide.doublings(side) + 1;
            List<Long> widths = new ArrayList<>();
            List<Long> groups = new ArrayList<>();
            for (int i = stages - 1; i >= 0; i--) {
                long channels = Math.min(widest, width << i);
                long inside = channels * expansion;
                if (inside % groupWidth != 0) {
                    throw new ConfigException(
                            "r3gan.groupWidth: expected a divisor of %d, the %d channels at side %d times expansion %d, found %d"
                                    .formatted(inside, channels, side >> i, expansion, groupWidth));
                }
                widths.add(channels);
                groups.add(inside / groupWidth);
            }
            return new AggregatedPair.Size(
                    widths, groups, Collections.nCopies(stages, blocks), expansion);
        }
    }

    private static final Citation PAPER =
            new Citation(
                    "The GAN is dead; long live the GAN! A Modern Baseline GAN",
                    "Huang, Gokaslan, Kuleshov, Tompkin",
                    2024,
                    "https://arxiv.org/abs/2501.05441");

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "r3gan",
                    PAPER,
                    "Relativistic pairs with penalties on both sides, residual networks; square pictures with a side of 8, 16, 32, ...",
                    "On 1,559 emoji at 32x32, after an hour of one core: coloured shapes with outlines, none that one can name.",
                    Settings::small,
                    Intake.SAMPLES,
                    R3Gan::of);

    public static final Recipe<Settings, Batch<Labels>> CONDITIONAL =
            new Recipe<>(
                    "cr3gan",
                    PAPER,
                    "R3GAN told the class; labelled square pictures with a side of 8, 16, 32, ...",
                    "Not yet trained to the end by us.",
                    Settings::small,
                    Intake.LABELLED,
                    R3Gan::conditional);

    private R3Gan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        AggregatedPair pair = pair(settings, sample, randomness);
        int channels = sample.shape().channels();
        return TwoPlayer.of(
                pair.generator(settings.latent(), channels),
                pair.discriminator(channels, 1),
                Prior.of(settings.latent(), Prior.Shape.NORMAL, randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    public static TwoPlayer<Labels> conditional(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("r3gan");
        AggregatedPair pair = pair(settings, sample, randomness);
        int channels = sample.shape().channels();
        long coarsest = settings.size(PictureSide.of(sample.shape(), 8)).widths().get(0);
        return TwoPlayer.of(
                new AggregatedPair.ToldGenerator(
                        pair.generator(settings.latent() + settings.embedding(), channels),
                        pair.embedding(classes, settings.embedding(), 1)),
                new AggregatedPair.ToldDiscriminator(
                        pair.discriminator(channels, coarsest),
                        pair.embedding(classes, coarsest, 1 / Math.sqrt(coarsest))),
                Prior.of(
                        settings.latent(),
                        Prior.Shape.NORMAL,
                        classes,
                        randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    private static AggregatedPair pair(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        return AggregatedPair.of(
                settings.size(PictureSide.of(sample.shape(), 8)), randomness.stream("init"));
    }
}
