package dev.cardigan.adversarial;

import dev.cardigan.data.Batch;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A discriminator on pairs: it tells (x, E(x)) from (G(z), z), and encoder and generator move
 * together to have it the other way round. Where they succeed, E inverts G. Donahue et al. 2017
 * (BiGAN), https://arxiv.org/abs/1605.09782, and Dumoulin et al. 2017 (ALI),
 * https://arxiv.org/abs/1606.00704, equation 1 of both.
 *
 * @param coder encoder and generator
 * @param discriminator from samples, told their codes, to scores
 * @param noise what Gaussian codes are drawn with
 * @param safeguards it is played with; the view is of the samples, not of the codes
 */
public record Bidirectional(
        Autoencoder coder,
        Conditional<Tensor> discriminator,
        Prior<None> prior,
        Play play,
        RandomSource noise,
        Safeguards safeguards)
        implements Curable<Batch<None>>, Generative, Reconstructs {

    /**
     * The rules of this game.
     *
     * @param loss how scores become the discriminator's loss; the coder minimises the same with the
     *     labels exchanged
     * @param coder how encoder and generator move, together
     * @param discriminator how the discriminator moves
     * @param schedule factor of both learning rates over steps
     */
    public record Play(AdversarialLoss loss, Rule coder, Rule discriminator, Schedule schedule) {

        /** Both sides move by the same rule. */
        public static Play of(AdversarialLoss loss, Rule rule) {
            return new Play(loss, rule, rule, Schedule.constant());
        }
    }

    /** Without safeguards. */
    public static Bidirectional of(
            Autoencoder coder,
            Conditional<Tensor> discriminator,
            Prior<None> prior,
            Play play,
            RandomSource noise) {
        return new Bidirectional(coder, discriminator, prior, play, noise, Safeguards.NONE);
    }

    @Override
    public Bidirectional with(Safeguards value) {
        return new Bidirectional(coder, discriminator, prior, play, noise, value);
    }

    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.of(play.loss());
    }

    @Override
    public List<Phase<Batch<None>>> phases() {
        AdversarialLoss judging = safeguards.insteadOf(play.loss()); // the coder keeps its targets
        return safeguards.in(
                List.of(
                        Phase.of(
                                        "discriminator",
                                        play.discriminator(),
                                        (Batch<None> batch) -> scores(batch).judgedBy(judging),
                                        discriminator)
                                .scheduled(play.schedule()),
                        Phase.of(
                                        "coder",
                                        play.coder(),
                                        (Batch<None> batch) ->
                                                scores(batch).exchangedUnder(play.loss()),
                                        coder)
                                .scheduled(play.schedule())));
    }

    private Scores scores(Batch<None> batch) {
        Tensor latent = prior.draw(batch.real()).latent();
        Tensor code = coder.code(batch.real(), noise);
        return new Scores(
                judged(batch.real(), code), judged(coder.generator().forward(latent), latent));
    }

    private Tensor judged(Tensor samples, Tensor code) {
        return discriminator.forward(safeguards.view().of(samples), code);
    }

    @Override
    public Network sampler() {
        return coder;
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
        return coder.generator().forward(latents);
    }

    @Override
    public Tensor reconstruct(Tensor real) {
        return coder.reconstruct(real);
    }
}
