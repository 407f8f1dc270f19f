package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Featured;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.ConvolutionalPair;
import dev.cardigan.zoo.block.Perceptrons;
import dev.cardigan.zoo.block.Style;
import java.util.List;
import java.util.Optional;

/**
 * CGAN: both players are told the class, as a one-hot vector beside the latent and beside the
 * sample.
 *
 * <p>Mirza and Osindero, 2014, https://arxiv.org/abs/1411.1784. {@code cardigan train cgan --data
 * mnist}, then {@code cardigan sample RUN --class 7}. The perceptrons and Adam are those of the
 * form in common use; the paper has maxout in the discriminator and momentum. {@code cdcgan} is the
 * same game with DCGAN's networks.
 */
public final class ConditionalGan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("hidden widths of the generator") List<Long> generatorWidths,
            @Doc("hidden widths of the discriminator") List<Long> discriminatorWidths,
            @Doc("share of its hidden values dropped while training") double dropout,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        100,
                        List.of(128L, 256L, 512L, 1024L),
                        List.of(512L, 256L),
                        0.3,
                        play().inOneDiscriminatorPass());

        public Settings {
            Require.positive("cgan.latent", latent);
            Require.positive("cgan.generatorWidths", generatorWidths);
            Require.positive("cgan.discriminatorWidths", discriminatorWidths);
            Require.part("cgan.dropout", dropout);
        }
    }

    public record ConvolutionalSettings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final ConvolutionalSettings PAPER =
                new ConvolutionalSettings(100, 64, play());

        public ConvolutionalSettings {
            Require.positive("cdcgan.latent", latent);
            Require.positive("cdcgan.width", width);
        }
    }

    private static final Citation PAPER =
            new Citation(
                    "Conditional Generative Adversarial Nets",
                    "Mirza, Osindero",
                    2014,
                    "https://arxiv.org/abs/1411.1784");

    public static final Recipe<Settings, Batch<Labels>> RECIPE =
            new Recipe<>(
                    "cgan",
                    PAPER,
                    "Multilayer perceptrons told the class; labelled pictures or points.",
                    "The class one asks for in most columns after 10,000 steps on MNIST at 32x32 (batch 64).",
                    sample -> Settings.PAPER,
                    Intake.LABELLED,
                    ConditionalGan::of);

    public static final Recipe<ConvolutionalSettings, Batch<Labels>> CONVOLUTIONAL =
            new Recipe<>(
                    "cdcgan",
                    PAPER,
                    "DCGAN's networks told the class; labelled square pictures with a side of 16, 32, 64, ...",
                    "The class one asks for begins to show after 700 steps on MNIST at 32x32 with width 32 (batch 64).",
                    sample -> ConvolutionalSettings.PAPER,
                    Intake.LABELLED,
                    ConditionalGan::convolutional);

    private ConditionalGan() {}

    private static Game play() {
        return Game.of(NonSaturating.plain(), Adam.rate(2e-4).betas(0.5, 0.999))
                .inOneGeneratorPass();
    }

    public static TwoPlayer<Labels> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("gan");
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        long values = Perceptrons.values(sample.shape());
        Style style = Style.of(sample.shape());
        return TwoPlayer.of(
                new Told(
                        Perceptrons.generator(
                                sample.shape(),
                                settings.latent() + classes,
                                settings.generatorWidths(),
                                style,
                                reference(settings.latent(), sample, randomness),
                                initializer),
                        classes),
                new Judge(
                        Perceptrons.discriminator(
                                values + classes,
                                settings.discriminatorWidths(),
                                settings.dropout(),
                                style,
                                sample.cures(),
                                initializer,
                                randomness.stream("dropout")),
                        classes),
                Prior.of(
                        settings.latent(),
                        Prior.Shape.NORMAL,
                        classes,
                        randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    public static TwoPlayer<Labels> convolutional(
            ConvolutionalSettings settings, Recipe.Sample sample, Randomness randomness) {
        int classes = sample.requireClasses("dcgan");
        Initializer initializer = ConvolutionalPair.initializer(randomness.stream("init"));
        return TwoPlayer.of(
                new Told(
                        ConvolutionalPair.generator(
                                sample.shape(),
                                settings.latent() + classes,
                                settings.width(),
                                reference(settings.latent(), sample, randomness),
                                initializer),
                        classes),
                new JudgeByMaps(
                        ConvolutionalPair.discriminator(
                                sample.shape(),
                                classes,
                                settings.width(),
                                true,
                                sample.cures(),
                                initializer),
                        classes),
                Prior.of(
                        settings.latent(),
                        Prior.Shape.NORMAL,
                        classes,
                        randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    private static Optional<Tensor> reference(
            long latent, Recipe.Sample sample, Randomness randomness) {
        return sample.cures().reference(Prior.Shape.NORMAL, latent, sample.classes(), randomness);
    }

    /** The class as a one-hot vector after the flattened input: [batch, values + classes]. */
    private static Tensor beside(Tensor x, Labels condition, long classes) {
        return x.flatten().cat(1, condition.classes().oneHot(classes));
    }

    /** A generator that gets the class beside its latent. */
    private record Told(Layer body, long classes) implements Conditional<Labels> {
        @Override
        public Tensor forward(Tensor x, Labels condition) {
            return body.forward(beside(x, condition, classes));
        }
    }

    /** A discriminator that gets the class beside the sample. */
    private record Judge(Sequential body, long classes) implements Featured<Labels> {
        @Override
        public Tensor forward(Tensor x, Labels condition) {
            return body.forward(beside(x, condition, classes));
        }

        @Override
        public Tensor features(Tensor x, Labels condition) {
            return body.features(beside(x, condition, classes));
        }
    }

    /** A discriminator that gets the class as constant maps after the picture's channels. */
    private record JudgeByMaps(Sequential body, long classes) implements Featured<Labels> {
        @Override
        public Tensor forward(Tensor x, Labels condition) {
            return body.forward(withMaps(x, condition));
        }

        @Override
        public Tensor features(Tensor x, Labels condition) {
            return body.features(withMaps(x, condition));
        }

        private Tensor withMaps(Tensor x, Labels condition) {
            Tensor maps =
                    condition
                            .classes()
                            .oneHot(classes)
                            .reshape(-1, classes, 1, 1)
                            .expand(-1, -1, x.size(2), x.size(3));
            return x.cat(1, maps);
        }
    }
}
