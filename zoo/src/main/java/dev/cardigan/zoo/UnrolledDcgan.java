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
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.nn.VirtualBatch;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.Cures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Unrolled GAN for pictures: the small convolutional networks in which its authors counted the
 * modes of stacked digits, the discriminator on purpose weaker than the generator.
 *
 * <p>Metz, Poole, Pfau, Sohl-Dickstein, 2017, https://arxiv.org/abs/1611.02163, section 3.3. {@code
 * cardigan train unrolled-dcgan --data stacked:mnist --batch 128}. Widths 4, 8, 16 are a
 * discriminator half the size of the generator, 2, 4, 8 one of a quarter.
 */
public final class UnrolledDcgan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels of the generator's hidden layers, the smallest resolution first")
                    List<Long> generatorWidths,
            @Doc("channels of the discriminator's layers, each of half the side")
                    List<Long> discriminatorWidths,
            @Doc("slope of the discriminator's LeakyReLU below zero") double slope,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        256,
                        List.of(64L, 32L, 16L, 8L),
                        List.of(4L, 8L, 16L),
                        0.3,
                        Game.of(NonSaturating.plain(), adam(1e-4))
                                .moving(adam(1e-4), adam(2e-4))
                                .inOneGeneratorPass()
                                .with(Tactics.NONE.unrolling(Unrolling.PAPER)));

        public Settings {
            Require.positive("unrolled-dcgan.latent", latent);
            Require.positive("unrolled-dcgan.generatorWidths", generatorWidths);
            Require.positive("unrolled-dcgan.discriminatorWidths", discriminatorWidths);
            if (generatorWidths.isEmpty() || discriminatorWidths.isEmpty()) {
                throw new ConfigException(
                        "generatorWidths and discriminatorWidths: expected at least one width each");
            }
        }

        private static Adam adam(double rate) {
            return Adam.rate(rate).betas(0.5, 0.99);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "unrolled-dcgan",
                    UnrolledGan.RECIPE.paper(),
                    "The same on small convolutional networks, as for stacked digits; square pictures of any side from 8.",
                    "On stacked digits of 16x16, 8,000 steps of 64 at five times the rates, with discriminatorWidths=[4,8]: 450 of 1,000 modes, 73 without looking ahead (means of three seeds); with [8,16] no gain was seen. The authors' 500,000 steps were not run.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    UnrolledDcgan::of);

    private UnrolledDcgan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = Initializer.xavier(randomness.stream("init"));
        return TwoPlayer.of(
                generator(
                        settings,
                        sample.shape(),
                        sample.cures()
                                .reference(Prior.Shape.NORMAL, settings.latent(), 0, randomness),
                        initializer),
                discriminator(settings, sample.shape(), sample.cures(), initializer),
                Prior.of(settings.latent(), Prior.Shape.NORMAL, randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    /** From latents [batch, latent] to pictures in [-1, 1]. */
    private static Layer generator(
            Settings settings,
            SampleShape shape,
            Optional<Tensor> reference,
            Initializer initializer) {
        List<Long> widths = settings.generatorWidths();
        List<Integer> sides = halvings(shape, widths.size() - 1);
        int last = sides.size() - 1;
        long side = sides.get(last);
        long channels = widths.get(0);
        List<Layer> layers = new ArrayList<>();
        layers.add(Linear.of(settings.latent(), channels * side * side, initializer).withoutBias());
        layers.add(Reshape.to(channels, side, side));
        layers.add(Cures.norm(channels, reference));
        layers.add(Activation.RELU);
        for (int i = 1; i < widths.size(); i++) {
            // An odd side is one less than twice the half that was rounded up.
            long odd = sides.get(last - i) % 2;
            layers.add(
                    TransposedConvolution.of(channels, widths.get(i), 3, initializer)
                            .stride(2)
                            .padding(1)
                            .outputPadding(1 - odd)
                            .withoutBias());
            channels = widths.get(i);
            layers.add(Cures.norm(channels, reference));
            layers.add(Activation.RELU);
        }
        layers.add(Convolution.of(channels, shape.channels(), 3, initializer).padding(1));
        layers.add(Activation.TANH);
        Sequential whole = new Sequential(layers);
        return reference.isPresent() ? VirtualBatch.of(whole, reference.get()) : whole;
    }

    /** From pictures to scores [batch, 1]. */
    private static Sequential discriminator(
            Settings settings, SampleShape shape, Cures cures, Initializer initializer) {
        List<Long> widths = settings.discriminatorWidths();
        List<Integer> sides = halvings(shape, widths.size());
        List<Layer> layers = new ArrayList<>();
        long channels = cures.begin(layers, shape.channels());
        for (long width : widths) {
            layers.add(
                    Convolution.of(channels, width, 3, initializer)
                            .stride(2)
                            .padding(1)
                            .withoutBias());
            layers.add(BatchNorm.of(width));
            layers.add(new LeakyRelu(settings.slope()));
            channels = width;
        }
        channels = cures.spread(layers, channels);
        layers.add(Reshape.flat());
        long side = sides.get(widths.size());
        long features = cures.compared(layers, channels * side * side, initializer);
        layers.add(Linear.of(features, 1, initializer));
        return new Sequential(layers);
    }

    /** The sides from the pictures' own down, each half of the one before, rounded up. */
    private static List<Integer> halvings(SampleShape shape, int count) {
        int side = shape.height();
        if (side != shape.width() || side >> count == 0) {
            throw new DataException(
                    "this architecture needs square pictures with a side of at least %d, found %dx%d; pass --size 32"
                            .formatted(1 << count, side, shape.width()));
        }
        List<Integer> sides = new ArrayList<>(List.of(side));
        for (int i = 0; i < count; i++) {
            sides.add((sides.get(i) + 1) / 2);
        }
        return sides;
    }
}
