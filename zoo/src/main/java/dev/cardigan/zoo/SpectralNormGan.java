package dev.cardigan.zoo;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Hinge;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.ConvolutionalPair;
import dev.cardigan.zoo.block.Cures;
import java.util.ArrayList;
import java.util.List;

/**
 * SN-GAN: every weight of the discriminator divided by its largest singular value, hinge loss.
 *
 * <p>Miyato et al., 2018, https://arxiv.org/abs/1802.05957, table 3. {@code cardigan train sngan
 * --data mnist}. The generator is DCGAN's, not the table's: half as many channels at each side, and
 * no hidden layer at that of the picture. The paper tries this rate and these betas with one
 * discriminator step, and five steps with others; together they are what later implementations
 * take.
 */
public final class SpectralNormGan {

    public record Settings(
            @Doc("length of a latent") long latent,
            @Doc("channels at the largest resolution, in both networks") long width,
            @Doc("how the two play") Game game) {

        public static final Settings PAPER =
                new Settings(
                        128,
                        64,
                        Game.of(new Hinge(), Adam.rate(2e-4).betas(0.5, 0.999))
                                .discriminatorSteps(5));

        public Settings {
            Require.positive("sngan.latent", latent);
            Require.positive("sngan.width", width);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "sngan",
                    new Citation(
                            "Spectral Normalization for Generative Adversarial Networks",
                            "Miyato, Kataoka, Koyama, Yoshida",
                            2018,
                            "https://arxiv.org/abs/1802.05957"),
                    "A spectrally normalised discriminator under the hinge loss; five discriminator steps.",
                    "Not yet trained to the end by us; slow to start: five discriminator steps a step.",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    SpectralNormGan::of);

    private SpectralNormGan() {}

    public static TwoPlayer<None> of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = ConvolutionalPair.initializer(randomness.stream("init"));
        return TwoPlayer.of(
                ConvolutionalPair.generator(
                        sample.shape(),
                        settings.latent(),
                        settings.width(),
                        sample.cures()
                                .reference(Prior.Shape.NORMAL, settings.latent(), 0, randomness),
                        initializer),
                discriminator(sample.shape(), settings.width(), sample.cures(), initializer),
                Prior.of(settings.latent(), Prior.Shape.NORMAL, randomness.stream("latent")),
                settings.game(),
                randomness.stream("penalty"));
    }

    /**
     * Pairs of a 3x3 and a halving 4x4 convolution down to 4x4, one more 3x3, and a linear score
     * [batch, 1].
     */
    private static Sequential discriminator(
            SampleShape shape, long width, Cures cures, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        long in = cures.begin(layers, shape.channels());
        long channels = width;
        for (int side = shape.height(); side > 4; side /= 2) {
            layers.add(convolution(in, channels, 3, 1, initializer));
            layers.add(new LeakyRelu(0.1));
            layers.add(convolution(channels, channels, 4, 2, initializer));
            layers.add(new LeakyRelu(0.1));
            in = channels;
            channels *= 2;
        }
        layers.add(convolution(cures.spread(layers, in), channels, 3, 1, initializer));
        layers.add(new LeakyRelu(0.1));
        layers.add(Reshape.flat());
        long features = cures.compared(layers, channels * 16, initializer);
        layers.add(Linear.of(features, 1, initializer).spectrallyNormalised(initializer));
        return new Sequential(layers);
    }

    private static Layer convolution(
            long in, long out, long kernel, long stride, Initializer initializer) {
        return Convolution.of(in, out, kernel, initializer)
                .stride(stride)
                .padding(1)
                .spectrallyNormalised(initializer);
    }
}
