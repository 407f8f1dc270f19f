package dev.cardigan.zoo;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Autoencoder;
import dev.cardigan.adversarial.Bidirectional;
import dev.cardigan.adversarial.Encoding;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;
import dev.cardigan.zoo.block.Cures;
import dev.cardigan.zoo.block.PairJudge;
import dev.cardigan.zoo.block.Perceptrons;
import dev.cardigan.zoo.block.Style;
import java.util.List;

/**
 * BiGAN and ALI: an encoder learns to invert the generator because the discriminator sees samples
 * and codes in pairs.
 *
 * <p>Donahue, Krähenbühl, Darrell, 2017, https://arxiv.org/abs/1605.09782. {@code cardigan train
 * bigan --data mnist --batch 128}; perceptrons as for the paper's permutation-invariant MNIST:
 * codes, widths, Adam and decay of weights are the authors'. Ours are LeakyReLU in the generator
 * too, no batch normalisation in the discriminator and a learned scale and shift in that of the
 * others, the uniform start, the constant rate (theirs falls to a hundredth in the second half),
 * and that the discriminator is given the code at its first layer alone, not at each.
 *
 * <p>Dumoulin, Belghazi, Poole, Mastropietro, Lamb, Arjovsky, Courville, 2017,
 * https://arxiv.org/abs/1606.00704. {@code cardigan train ali --data mnist}; a Gaussian encoder and
 * convolutions, of DCGAN's form instead of the paper's own.
 */
public final class BiGan {

    public record Settings(
            @Doc("length of a code") long latent,
            @Doc("how codes of generated samples are spread") Prior.Shape latentShape,
            @Doc("what the encoder gives: the code, or a distribution to draw it from")
                    Encoding encoding,
            @Doc("hidden widths of the encoder") List<Long> encoderWidths,
            @Doc("hidden widths of the generator") List<Long> generatorWidths,
            @Doc("hidden widths of the discriminator") List<Long> discriminatorWidths,
            @Doc("share of its hidden values dropped while training") double dropout,
            @Doc("how scores become losses; the coder's has the labels exchanged")
                    AdversarialLoss loss,
            @Doc("how encoder and generator move, together") Rule coder,
            @Doc("how the discriminator moves") Rule discriminator,
            @Doc("factor of both learning rates over steps") Schedule schedule) {

        public static final Settings PAPER =
                new Settings(
                        50,
                        Prior.Shape.UNIFORM,
                        Encoding.DETERMINISTIC,
                        List.of(1024L, 1024L),
                        List.of(1024L, 1024L),
                        List.of(1024L, 1024L),
                        0,
                        NonSaturating.plain(),
                        Adam.rate(2e-4).betas(0.5, 0.999).decay(2.5e-5),
                        Adam.rate(2e-4).betas(0.5, 0.999).decay(2.5e-5),
                        Schedule.constant());

        /** For points in the plane: two layers of 128 everywhere. */
        public static final Settings POINTS =
                new Settings(
                        2,
                        Prior.Shape.NORMAL,
                        Encoding.DETERMINISTIC,
                        List.of(128L, 128L),
                        List.of(128L, 128L),
                        List.of(128L, 128L),
                        0,
                        NonSaturating.plain(),
                        Adam.rate(1e-3).betas(0.5, 0.999),
                        Adam.rate(1e-3).betas(0.5, 0.999),
                        Schedule.constant());

        public Settings {
            Require.positive("bigan.latent", latent);
            Require.positive("bigan.encoderWidths", encoderWidths);
            Require.positive("bigan.generatorWidths", generatorWidths);
            Require.positive("bigan.discriminatorWidths", discriminatorWidths);
            Require.part("bigan.dropout", dropout);
        }

        Bidirectional.Play play() {
            return new Bidirectional.Play(loss, coder, discriminator, schedule);
        }
    }

    public record ConvolutionalSettings(
            @Doc("length of a code") long latent,
            @Doc("channels at the largest resolution, in all networks") long width,
            @Doc("values in which the discriminator sums up each half of a pair") long hidden,
            @Doc("what the encoder gives: the code, or a distribution to draw it from")
                    Encoding encoding,
            @Doc("how scores become losses; the coder's has the labels exchanged")
                    AdversarialLoss loss,
            @Doc("how encoder and generator move, together") Rule coder,
            @Doc("how the discriminator moves") Rule discriminator,
            @Doc("factor of both learning rates over steps") Schedule schedule) {

        public static final ConvolutionalSettings PAPER =
                new ConvolutionalSettings(
                        64,
                        64,
                        256,
                        Encoding.GAUSSIAN,
                        NonSaturating.plain(),
                        Adam.rate(1e-4).betas(0.5, 0.999),
                        Adam.rate(1e-4).betas(0.5, 0.999),
                        Schedule.constant());

        public ConvolutionalSettings {
            Require.positive("ali.latent", latent);
            Require.positive("ali.width", width);
            Require.positive("ali.hidden", hidden);
        }

        Bidirectional.Play play() {
            return new Bidirectional.Play(loss, coder, discriminator, schedule);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "bigan",
                    new Citation(
                            "Adversarial Feature Learning",
                            "Donahue, Krähenbühl, Darrell",
                            2017,
                            "https://arxiv.org/abs/1605.09782"),
                    "An encoder that inverts the generator, learned from pairs; perceptrons, pictures of any size and points.",
                    "Digits with specks, reconstructions that keep some of the stroke, after 1,200 steps on MNIST at 32x32, all widths [256, 256] (batch 64).",
                    sample -> sample.shape().isPicture() ? Settings.PAPER : Settings.POINTS,
                    Intake.SAMPLES,
                    BiGan::of);

    public static final Recipe<ConvolutionalSettings, Batch<None>> CONVOLUTIONAL =
            new Recipe<>(
                    "ali",
                    new Citation(
                            "Adversarially Learned Inference",
                            "Dumoulin, Belghazi, Poole, Mastropietro, Lamb, Arjovsky, Courville",
                            2017,
                            "https://arxiv.org/abs/1606.00704"),
                    "BiGAN with a Gaussian encoder and convolutions; square pictures with a side of 16, 32, 64, ...",
                    "Not yet trained by us beyond the few steps of the tests.",
                    sample -> ConvolutionalSettings.PAPER,
                    Intake.SAMPLES,
                    BiGan::convolutional);

    private BiGan() {}

    public static Bidirectional of(Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        long latent = settings.latent();
        Cures cures = sample.cures();
        Autoencoder coder =
                new Autoencoder(
                        Perceptrons.encoder(
                                sample.shape(),
                                settings.encoderWidths(),
                                settings.encoding().outputs(latent),
                                initializer),
                        settings.encoding(),
                        Perceptrons.generator(
                                sample.shape(),
                                latent,
                                settings.generatorWidths(),
                                Style.of(sample.shape()),
                                cures.reference(settings.latentShape(), latent, 0, randomness),
                                initializer));
        PairJudge discriminator =
                new PairJudge(
                        Reshape.flat(),
                        Sequential.of(), // codes as they are
                        Perceptrons.discriminator(
                                Perceptrons.values(sample.shape()) + latent,
                                settings.discriminatorWidths(),
                                settings.dropout(),
                                Style.of(sample.shape()),
                                cures,
                                initializer,
                                randomness.stream("dropout")));
        return Bidirectional.of(
                coder,
                discriminator,
                Prior.of(latent, settings.latentShape(), randomness.stream("latent")),
                settings.play(),
                randomness.stream("noise"));
    }

    public static Bidirectional convolutional(
            ConvolutionalSettings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = ConvolutionalPair.initializer(randomness.stream("init"));
        long latent = settings.latent();
        long width = settings.width();
        Autoencoder coder =
                new Autoencoder(
                        ConvolutionalPair.encoder(
                                sample.shape(),
                                settings.encoding().outputs(latent),
                                width,
                                true,
                                initializer),
                        settings.encoding(),
                        ConvolutionalPair.generator(
                                sample.shape(),
                                latent,
                                width,
                                sample.cures().reference(Prior.Shape.NORMAL, latent, 0, randomness),
                                initializer));
        PairJudge discriminator =
                PairJudge.of(
                        ConvolutionalPair.encoder(
                                sample.shape(), settings.hidden(), width, true, initializer),
                        latent,
                        settings.hidden(),
                        sample.cures(),
                        initializer);
        return Bidirectional.of(
                coder,
                discriminator,
                Prior.of(latent, Prior.Shape.NORMAL, randomness.stream("latent")),
                settings.play(),
                randomness.stream("noise"));
    }
}
