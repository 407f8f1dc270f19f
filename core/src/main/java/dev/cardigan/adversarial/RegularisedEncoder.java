package dev.cardigan.adversarial;

import dev.cardigan.data.Batch;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Encoder, generator and a discriminator that looks into both: it is shown the encoder's features
 * of a sample beside the features of the generator's middle layers.
 *
 * <p>L_total = |L_GAN - L_R| + alpha R + beta |theta_D|^2, with L_GAN = E log D(x) + E log(1 -
 * D(G(z))) and L_R = 1/m sum(-log D(x_i) + lambda R_i), R the KL divergence of codes from N(0, I).
 * A step is three turns: discriminator and encoder on L_total; the generator on its cross entropy;
 * discriminator and encoder once more on L_total, the gradient clipped. What the definition leaves
 * open and how it was chosen is decision 0009 of the project.
 *
 * @param encoder from samples to a {@link DiagonalGaussian}, [batch, 2 * size]
 * @param discriminator from what stands beside the features, told the features, to scores
 * @param prior of the codes; its size is theirs
 * @param noise what features are drawn with
 * @param safeguards it is played with; the view is of what stands beside the features
 */
public record RegularisedEncoder(
        Layer encoder,
        StagedGenerator generator,
        Conditional<Tensor> discriminator,
        Prior<None> prior,
        Play play,
        RandomSource noise,
        Shared<Batch<None>, Draws> shared,
        Safeguards safeguards)
        implements Curable<Batch<None>>, Generative, Reconstructs {

    /** Which point of a code's distribution the discriminator is shown. */
    public enum Features {
        /** Its mean. */
        MEAN,
        /** A draw. */
        SAMPLE
    }

    /** Whose codes are held near N(0, I). */
    public enum Constrained {
        GENERATED,
        REAL,
        /** Both alike: R is the mean over real and generated samples. */
        BOTH
    }

    /** What the discriminator is shown beside the encoder's features. */
    public enum Beside {
        /**
         * The generator's middle layers: on the way to a sample, and for a real one from its code.
         */
        MIDDLE,
        /** The sample itself. */
        SAMPLE
    }

    /**
     * The rules of this game.
     *
     * @param lambda weight of R within L_R
     * @param alpha weight of R within L_total
     * @param beta weight of the sum of squares of the discriminator's weights and biases
     * @param discriminator how discriminator and encoder move first
     * @param generator how the generator moves
     * @param again how discriminator and encoder move once more
     * @param againBounds bounds on that move
     * @param schedule factor of all learning rates over steps
     */
    public record Play(
            double lambda,
            double alpha,
            double beta,
            Features features,
            Constrained constrained,
            Beside beside,
            Rule discriminator,
            Rule generator,
            Rule again,
            List<Constraint> againBounds,
            Schedule schedule) {

        public Play {
            againBounds = List.copyOf(againBounds);
        }
    }

    /** What both moves of the discriminator in a step draw alike. */
    record Draws(Tensor latent, Optional<Tensor> onReal, Optional<Tensor> onFake) {}

    /** A batch through encoder and discriminator. */
    private record Seen(DiagonalGaussian code, Tensor score) {}

    public static RegularisedEncoder of(
            Layer encoder,
            StagedGenerator generator,
            Conditional<Tensor> discriminator,
            Prior<None> prior,
            Play play,
            RandomSource noise) {
        return new RegularisedEncoder(
                encoder,
                generator,
                discriminator,
                prior,
                play,
                noise,
                new Shared<>(),
                Safeguards.NONE);
    }

    @Override
    public RegularisedEncoder with(Safeguards value) {
        return new RegularisedEncoder(
                encoder, generator, discriminator, prior, play, noise, shared, value);
    }

    /** None: L_total is a loss of its own, and moves the encoder too. */
    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.empty();
    }

    @Override
    public List<Phase<Batch<None>>> phases() {
        return safeguards.in(
                List.of(
                        Phase.of(
                                        "discriminator",
                                        play.discriminator(),
                                        this::total,
                                        discriminator,
                                        encoder)
                                .scheduled(play.schedule()),
                        Phase.of("generator", play.generator(), this::deceived, generator)
                                .scheduled(play.schedule()),
                        Phase.of(
                                        "discriminator-again",
                                        play.again(),
                                        this::total,
                                        discriminator,
                                        encoder)
                                .within(play.againBounds())
                                .scheduled(play.schedule())));
    }

    /** L_total. */
    private Loss total(Batch<None> batch) {
        Draws draws = shared.of(batch, () -> drawn(batch));
        Seen real = real(batch.real(), draws.onReal());
        Seen fake = fake(draws.latent(), draws.onFake());
        Tensor logReal = real.score().neg().softplus().mean().neg(); // E log D(x)
        Tensor logFake = fake.score().softplus().mean().neg(); // E log(1 - D(G(z)))
        Tensor constraint = divergence(real, fake); // R
        Tensor ofGame = logReal.add(logFake); // L_GAN
        Tensor regularised = constraint.mul(play.lambda()).sub(logReal); // L_R
        Loss loss =
                Loss.of("difference", ofGame.sub(regularised).abs())
                        .plus("constraint", constraint.mul(play.alpha()))
                        .plus("weights", sumOfSquares().mul(play.beta()))
                        .watching("L_GAN", ofGame)
                        .watching("L_R", regularised)
                        .watching("R", constraint);
        return new Scores(real.score(), fake.score()).watched(loss, OptionalDouble.of(0));
    }

    private Tensor divergence(Seen real, Seen fake) {
        return switch (play.constrained()) {
            case GENERATED -> fake.code().divergence().mean();
            case REAL -> real.code().divergence().mean();
            case BOTH ->
                    real.code().divergence().mean().add(fake.code().divergence().mean()).mul(0.5);
        };
    }

    private Tensor sumOfSquares() {
        return discriminator.parameters().stream()
                .map(Parameter::value)
                .map(weight -> weight.square().sum())
                .reduce(Tensor::add)
                .orElseThrow();
    }

    /** The generator's cross entropy, -E log D(G(z)). */
    private Loss deceived(Batch<None> batch) {
        Tensor latent = prior.draw(batch.real()).latent();
        Seen fake = fake(latent, noise(latent));
        return Loss.of("adversarial", fake.score().neg().softplus().mean());
    }

    private Draws drawn(Batch<None> batch) {
        Tensor latent = prior.draw(batch.real()).latent();
        return new Draws(latent, noise(latent), noise(latent));
    }

    private Optional<Tensor> noise(Tensor latent) {
        return switch (play.features()) {
            case MEAN -> Optional.empty();
            case SAMPLE -> Optional.of(noise.normal(latent.shape()).to(latent.device()));
        };
    }

    private Seen real(Tensor samples, Optional<Tensor> drawn) {
        DiagonalGaussian code = encode(samples);
        Tensor features = features(code, drawn);
        return switch (play.beside()) {
            case MIDDLE -> seen(code, features, generator.middle().forward(features));
            case SAMPLE -> seen(code, features, samples);
        };
    }

    private Seen fake(Tensor latent, Optional<Tensor> drawn) {
        Tensor middle = generator.middle().forward(latent);
        Tensor samples = generator.output().forward(middle);
        DiagonalGaussian code = encode(samples);
        Tensor features = features(code, drawn);
        return switch (play.beside()) {
            case MIDDLE -> seen(code, features, middle);
            case SAMPLE -> seen(code, features, samples);
        };
    }

    private DiagonalGaussian encode(Tensor samples) {
        return DiagonalGaussian.of(Scores.wide(encoder.forward(samples)));
    }

    private static Tensor features(DiagonalGaussian code, Optional<Tensor> drawn) {
        return drawn.map(code::at).orElse(code.mean());
    }

    private Seen seen(DiagonalGaussian code, Tensor features, Tensor beside) {
        Tensor shown = safeguards.view().of(beside);
        return new Seen(code, Scores.wide(discriminator.forward(shown, features)));
    }

    @Override
    public Network sampler() {
        return new Autoencoder(encoder, Encoding.GAUSSIAN, generator);
    }

    @Override
    public Tensor latents(RandomSource source, long count) {
        return prior.shape().draw(source, count, prior.size());
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Tensor generate(Tensor latents, Tensor classes) {
        return generator.forward(latents);
    }

    @Override
    public Tensor reconstruct(Tensor real) {
        return new Autoencoder(encoder, Encoding.GAUSSIAN, generator).reconstruct(real);
    }
}
