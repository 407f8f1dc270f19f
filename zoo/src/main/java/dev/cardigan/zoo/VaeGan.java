package dev.cardigan.zoo;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Autoencoder;
import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.DiagonalGaussian;
import dev.cardigan.adversarial.Encoding;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Reconstructs;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.RmsProp;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.ConvolutionalPair;
import dev.cardigan.zoo.block.Cures;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * VAE-GAN: a variational autoencoder that measures likeness by the features of a discriminator
 * instead of by pixels.
 *
 * <p>Larsen, Sønderby, Larochelle, Winther, 2016, https://arxiv.org/abs/1512.09300, algorithm 1.
 * {@code cardigan train vae-gan --data mnist}. DCGAN's networks; the three networks move one after
 * the other, where the paper moves them from the same point. The weight of likeness, the bound on
 * gradients and the constant rate are ours.
 *
 * @param coder encoder (Gaussian) and decoder
 * @param judge the discriminator
 * @param random where codes are drawn from
 * @param safeguards it is played with; the view is of everything the discriminator sees, likeness
 *     included
 */
public record VaeGan(
        Autoencoder coder,
        Judge judge,
        Settings settings,
        RandomSource random,
        Safeguards safeguards)
        implements Curable<Batch<None>>, Generative, Reconstructs {

    public record Settings(
            @Doc("length of a code") long latent,
            @Doc("channels at the largest resolution, in all networks") long width,
            @Doc("weight of the KL divergence in the encoder's loss") double divergence,
            @Doc("weight of likeness against deceiving the discriminator in the decoder's loss")
                    double likeness,
            @Doc("how scores become losses") AdversarialLoss loss,
            @Doc("how all three move") Rule rule,
            @Doc("bounds on each network's gradients and weights") List<Constraint> bounds,
            @Doc("factor of all learning rates over steps") Schedule schedule) {

        public static final Settings PAPER =
                new Settings(
                        128,
                        64,
                        1,
                        1e-2,
                        NonSaturating.plain(),
                        RmsProp.rate(3e-4),
                        List.of(GradientClip.byNorm(5)),
                        Schedule.constant());

        public Settings {
            Require.positive("vae-gan.latent", latent);
            Require.positive("vae-gan.width", width);
            Require.weight("vae-gan.divergence", divergence);
            Require.weight("vae-gan.likeness", likeness);
        }
    }

    public static final Recipe<Settings, Batch<None>> RECIPE =
            new Recipe<>(
                    "vae-gan",
                    new Citation(
                            "Autoencoding beyond pixels using a learned similarity metric",
                            "Larsen, Sønderby, Larochelle, Winther",
                            2016,
                            "https://arxiv.org/abs/1512.09300"),
                    "A variational autoencoder judged by a discriminator's features; square pictures with a side of 16, 32, 64, ...",
                    "Reconstructions close to the originals, samples made of digit strokes, after 378 steps on MNIST at 16x16, width 16 (batch 64).",
                    sample -> Settings.PAPER,
                    Intake.SAMPLES,
                    VaeGan::of);

    /**
     * A discriminator whose inner features are looked at.
     *
     * @param features from pictures to [batch, channels, 4, 4]
     * @param score from features to [batch, 1, 1, 1], or [batch, 1] behind kernels that compare
     */
    record Judge(Layer features, Layer score) implements Network {}

    public static VaeGan of(Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = ConvolutionalPair.initializer(randomness.stream("init"));
        long width = settings.width();
        Cures cures = sample.cures();
        Autoencoder coder =
                new Autoencoder(
                        ConvolutionalPair.encoder(
                                sample.shape(),
                                Encoding.GAUSSIAN.outputs(settings.latent()),
                                width,
                                true,
                                initializer),
                        Encoding.GAUSSIAN,
                        ConvolutionalPair.generator(
                                sample.shape(),
                                settings.latent(),
                                width,
                                cures.reference(
                                        Prior.Shape.NORMAL, settings.latent(), 0, randomness),
                                initializer));
        Judge judge =
                new Judge(
                        ConvolutionalPair.features(sample.shape(), width, true, initializer),
                        ConvolutionalPair.score(
                                ConvolutionalPair.depth(sample.shape(), width),
                                cures,
                                initializer));
        return new VaeGan(coder, judge, settings, randomness.stream("latent"), Safeguards.NONE);
    }

    @Override
    public VaeGan with(Safeguards value) {
        return new VaeGan(coder, judge, settings, random, value);
    }

    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.of(settings.loss());
    }

    @Override
    public List<Phase<Batch<None>>> phases() {
        return safeguards.in(
                List.of(
                        phase("discriminator", this::judging, judge),
                        phase("encoder", this::encoding, coder.encoder()),
                        phase("decoder", this::decoding, coder.generator())));
    }

    private Phase<Batch<None>> phase(
            String name, Function<Batch<None>, Loss> loss, Network network) {
        return Phase.of(name, settings.rule(), loss, network)
                .within(settings.bounds())
                .scheduled(settings.schedule());
    }

    /** L_GAN; reconstructions and samples are its generated half, in equal shares. */
    private Loss judging(Batch<None> batch) {
        Tensor fake = both(posterior(batch).draw(random));
        return new Scores(score(features(batch.real())), score(features(fake))).judgedBy(played());
    }

    /** L_prior + L_llike. */
    private Loss encoding(Batch<None> batch) {
        DiagonalGaussian posterior = posterior(batch);
        Tensor again = coder.generator().forward(posterior.draw(random));
        return Loss.of("divergence", posterior.divergence().mean().mul(settings.divergence()))
                .plus("likeness", unlikeness(batch, features(again)));
    }

    /** gamma L_llike - L_GAN. */
    private Loss decoding(Batch<None> batch) {
        Tensor features = features(both(posterior(batch).draw(random)));
        Tensor ofAgain = features.narrow(0, 0, batch.size());
        Tensor deceived =
                played().forGenerator(() -> score(features(batch.real())), score(features));
        return Loss.of("adversarial", deceived)
                .plus("likeness", unlikeness(batch, ofAgain).mul(settings.likeness()));
    }

    private AdversarialLoss played() {
        return safeguards.insteadOf(settings.loss());
    }

    private Tensor features(Tensor pictures) {
        return judge.features().forward(safeguards.view().of(pictures));
    }

    private Tensor score(Tensor features) {
        return Scores.wide(judge.score().forward(features));
    }

    /** Reconstructions from codes, followed by as many samples, [2 * batch, ..]. */
    private Tensor both(Tensor codes) {
        Tensor prior = random.normal(codes.shape()).to(codes.device());
        return coder.generator().forward(codes.cat(0, prior));
    }

    private DiagonalGaussian posterior(Batch<None> batch) {
        return DiagonalGaussian.of(Scores.wide(coder.encoder().forward(batch.real())));
    }

    /**
     * -log N(Dis_l(x) | Dis_l(x~), I) but for its constant: half the squared distance of the
     * features, summed over them, the mean over the batch. The real features stand still.
     */
    private Tensor unlikeness(Batch<None> batch, Tensor ofAgain) {
        Tensor ofReal = features(batch.real());
        return Scores.wide(ofReal.sub(ofAgain)).square().sumPerSample().mean().mul(0.5);
    }

    @Override
    public Network sampler() {
        return coder;
    }

    @Override
    public Tensor latents(RandomSource source, long count) {
        return source.normal(count, settings.latent());
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Tensor generate(Tensor latents, Tensor classes) {
        return coder.generator().forward(latents);
    }

    @Override
    public Tensor reconstruct(Tensor real) {
        return coder.reconstruct(real);
    }
}
