package dev.cardigan.zoo;

import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.RegularisedEncoder;
import dev.cardigan.adversarial.RegularisedEncoder.Beside;
import dev.cardigan.adversarial.RegularisedEncoder.Constrained;
import dev.cardigan.adversarial.RegularisedEncoder.Features;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.RmsScaled;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;
import dev.cardigan.zoo.block.PairJudge;
import java.util.List;

/**
 * The regularised encoder GAN: an encoder into a high-dimensional code, a generator from there
 * through middle layers to pictures, and a discriminator that is shown the encoder's features
 * beside the generator's middle-layer features.
 *
 * <p>The game is {@link RegularisedEncoder}. {@code cardigan train encoder-gan --data mnist}. There
 * is no paper of this exact form; its constraint is that of Kingma and Welling 2014,
 * https://arxiv.org/abs/1312.6114, its relatives are {@code bigan} and {@code vae-gan}.
 */
public final class RegularisedEncoderGan {

    public record Settings(
            @Doc("length of a code, and of the encoder's features") long latent,
            @Doc("channels at the largest resolution, in all networks") long width,
            @Doc("values in which the discriminator sums up what it is shown") long hidden,
            @Doc("weight of R within L_R") double lambda,
            @Doc("weight of R within L_total") double alpha,
            @Doc("weight of the squared norm of the discriminator's weights") double beta,
            @Doc("which point of a code's distribution the discriminator is shown")
                    Features features,
            @Doc("whose codes R holds near the prior") Constrained constrained,
            @Doc("what the discriminator is shown beside the features") Beside beside,
            @Doc("how discriminator and encoder move first") Rule discriminator,
            @Doc("how the generator moves") Rule generator,
            @Doc("how discriminator and encoder move once more") Rule again,
            @Doc("bounds on that move") List<Constraint> againBounds,
            @Doc("factor of all learning rates over steps") Schedule schedule) {

        /** Theirs are the equations; the numbers are ours: see decision 0009. */
        public static final Settings STANDARD =
                new Settings(
                        128,
                        64,
                        256,
                        0.05,
                        0.05,
                        1e-5,
                        Features.SAMPLE,
                        Constrained.BOTH,
                        Beside.MIDDLE,
                        new RmsScaled(2e-4, 0.9, 1e-8),
                        new RmsScaled(2e-4, 0.9, 1e-8),
                        Sgd.rate(1e-3),
                        List.of(GradientClip.byNorm(1)),
                        Schedule.constant());

        public Settings {
            Require.positive("encoder-gan.latent", latent);
            Require.positive("encoder-gan.width", width);
            Require.positive("encoder-gan.hidden", hidden);
            Require.weight("encoder-gan.lambda", lambda);
            Require.weight("encoder-gan.alpha", alpha);
            Require.weight("encoder-gan.beta", beta);
        }

        RegularisedEncoder.Play play() {
            return new RegularisedEncoder.Play(
                    lambda,
                    alpha,
                    beta,
                    features,
                    constrained,
                    beside,
                    discriminator,
                    generator,
                    again,
                    againBounds,
                    schedule);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "encoder-gan",
                    new Citation(
                            "Auto-Encoding Variational Bayes (the constraint; the game is this project's own)",
                            "Kingma, Welling",
                            2014,
                            "https://arxiv.org/abs/1312.6114"),
                    "A discriminator shown an encoder's and the generator's features, regularised; square pictures with a side of 16, 32, 64, ...",
                    "Dim digit-like shapes after 594 steps on MNIST at 16x16 (batch 64; width 16, latent 64, hidden 64); reconstructions are blurs.",
                    sample -> Settings.STANDARD,
                    Intake.SAMPLES,
                    RegularisedEncoderGan::of);

    private RegularisedEncoderGan() {}

    public static RegularisedEncoder of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer plain = Initializer.uniform(randomness.stream("init"));
        Initializer narrow = ConvolutionalPair.initializer(plain.stream());
        long latent = settings.latent();
        Layer encoder =
                ConvolutionalPair.encoder(
                        sample.shape(), 2 * latent, settings.width(), true, narrow);
        return RegularisedEncoder.of(
                encoder,
                ConvolutionalPair.staged(sample.shape(), latent, settings.width(), narrow),
                PairJudge.of(
                        beside(settings, sample, plain),
                        latent,
                        settings.hidden(),
                        sample.cures(),
                        plain),
                Prior.of(latent, Prior.Shape.NORMAL, randomness.stream("latent")),
                settings.play(),
                randomness.stream("noise"));
    }

    /** From what stands beside the features to [batch, hidden]. */
    private static Layer beside(Settings settings, Recipe.Sample sample, Initializer initializer) {
        return switch (settings.beside()) {
            case SAMPLE ->
                    ConvolutionalPair.encoder(
                            sample.shape(),
                            settings.hidden(),
                            settings.width(),
                            false,
                            initializer);
            case MIDDLE -> {
                long channels = ConvolutionalPair.depth(sample.shape(), settings.width()) / 2;
                yield Sequential.of(
                        Convolution.of(channels, channels, 4, initializer).stride(2).padding(1),
                        new LeakyRelu(0.2), // [batch, channels, 4, 4]
                        Convolution.of(channels, settings.hidden(), 4, initializer),
                        Reshape.flat());
            }
        };
    }
}
