package dev.cardigan.adversarial;

import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One generator against one discriminator. GANs that differ by loss, regularizer, optimizer or step
 * counts are values of this record.
 *
 * @param <C> what both players are told: {@link dev.cardigan.nn.None} or {@link
 *     dev.cardigan.nn.Labels}
 * @param tolls what the generator pays besides
 * @param view how the discriminator sees samples
 * @param random where regularizers draw from
 */
public record TwoPlayer<C extends Condition<C>>(
        Conditional<C> generator,
        Conditional<C> discriminator,
        Prior<C> prior,
        Game game,
        List<Toll<C>> tolls,
        View view,
        RandomSource random,
        Shared<Batch<C>, Fake<C>> shared)
        implements Gan<Batch<C>>, Generative {

    private static final String REAL = "accuracy/real";
    private static final String FAKE = "accuracy/fake";

    /** Generated samples and what the generator was told. */
    record Fake<C>(Tensor samples, C condition) {}

    public static <C extends Condition<C>> TwoPlayer<C> of(
            Conditional<C> generator,
            Conditional<C> discriminator,
            Prior<C> prior,
            Game game,
            RandomSource random) {
        return new TwoPlayer<>(
                generator,
                discriminator,
                prior,
                game,
                List.of(),
                View.identity(),
                random,
                new Shared<>());
    }

    /** This with one more view between samples and discriminator. */
    public TwoPlayer<C> seenThrough(View more) {
        return new TwoPlayer<>(
                generator,
                discriminator,
                prior,
                game,
                tolls,
                view.then(more),
                random,
                new Shared<>());
    }

    /** This with one more price for the generator. */
    public TwoPlayer<C> charging(Toll<C> more) {
        List<Toll<C>> all = new ArrayList<>(tolls);
        all.add(more);
        return new TwoPlayer<>(
                generator, discriminator, prior, game, all, view, random, new Shared<>());
    }

    @Override
    public void at(long step) {
        view.at(step);
    }

    @Override
    public List<Phase<Batch<C>>> phases() {
        List<Phase<Batch<C>>> phases = new ArrayList<>();
        phases.add(
                Phase.of(
                                "discriminator",
                                game.discriminator(),
                                this::discriminatorLoss,
                                discriminator)
                        .times(game.discriminatorSteps())
                        .within(game.discriminatorBounds())
                        .scheduled(game.schedule()));
        for (Penalty penalty : game.penalties()) {
            if (penalty.isLazy()) {
                phases.add(lazy(penalty));
            }
        }
        phases.add(
                Phase.of("generator", game.generator(), this::generatorLoss, generator)
                        .within(game.generatorBounds())
                        .scheduled(game.schedule()));
        tolls.forEach(toll -> phases.add(due(toll)));
        return phases;
    }

    private Phase<Batch<C>> due(Toll<C> toll) {
        return Phase.<Batch<C>>of(
                        "generator",
                        game.generator(),
                        batch -> Loss.of(toll.name(), toll.price(prior, batch.real())),
                        generator)
                .every(toll.every())
                .within(game.generatorBounds())
                .scheduled(game.schedule());
    }

    private Phase<Batch<C>> lazy(Penalty penalty) {
        Regularizer due = penalty.regularizer();
        return Phase.<Batch<C>>of(
                        "discriminator",
                        game.discriminator(),
                        batch -> Loss.of(due.name(), price(due, batch, resting(batch))),
                        discriminator)
                .every(penalty.every())
                .within(game.discriminatorBounds())
                .scheduled(game.schedule());
    }

    private Loss discriminatorLoss(Batch<C> batch) {
        Fake<C> fake = resting(batch);
        Scores scores = game.oneDiscriminatorPass() ? together(batch, fake) : apart(batch, fake);
        Loss loss =
                Loss.of(
                        "adversarial",
                        game.loss().forDiscriminator(scores.onReal(), scores.onFake()));
        for (Penalty penalty : game.penalties()) {
            if (!penalty.isLazy()) {
                Regularizer due = penalty.regularizer();
                loss = loss.plus(due.name(), price(due, batch, fake));
            }
        }
        return watched(loss, scores.onReal().detach(), scores.onFake().detach());
    }

    private record Scores(Tensor onReal, Tensor onFake) {}

    private Scores apart(Batch<C> batch, Fake<C> fake) {
        Tensor onReal = score(batch.real(), batch.condition());
        return new Scores(onReal, score(fake.samples(), fake.condition()));
    }

    private Scores together(Batch<C> batch, Fake<C> fake) {
        Tensor both =
                score(
                        batch.real().cat(0, fake.samples()),
                        batch.condition().joined(fake.condition()));
        return new Scores(
                both.narrow(0, 0, batch.size()),
                both.narrow(0, batch.size(), fake.samples().size(0)));
    }

    private Loss watched(Loss loss, Tensor onReal, Tensor onFake) {
        Tensor real = beyondBoundary(onReal, onReal, onFake);
        Tensor fake = beyondBoundary(onFake, onReal, onFake);
        view.observe(real);
        Loss seen = loss.watching(REAL, real.greater(0).mean()).watching(FAKE, fake.less(0).mean());
        for (Map.Entry<String, Double> number : view.watched().entrySet()) {
            seen = seen.watching(number.getKey(), Tensor.full(number.getValue()));
        }
        return seen;
    }

    /** Scores less what parts real from fake: a fixed score, or the middle of both means. */
    private Tensor beyondBoundary(Tensor scores, Tensor onReal, Tensor onFake) {
        OptionalDouble fixed = game.loss().boundary();
        return fixed.isPresent()
                ? scores.sub(fixed.getAsDouble())
                : scores.sub(onReal.mean().add(onFake.mean()).mul(0.5));
    }

    private Loss generatorLoss(Batch<C> batch) {
        Fake<C> fake = game.oneGeneratorPass() ? sharedPass(batch) : generated(batch);
        Tensor onFake = score(fake.samples(), fake.condition());
        return Loss.of(
                "adversarial",
                game.loss().forGenerator(() -> score(batch.real(), batch.condition()), onFake));
    }

    private Tensor price(Regularizer regularizer, Batch<C> batch, Fake<C> fake) {
        Layer onReal = x -> score(x, batch.condition());
        Layer onFake = x -> score(x, fake.condition());
        return regularizer.penalty(onReal, onFake, batch.real(), fake.samples(), random);
    }

    /** The fakes of this batch without graph, the same for every phase that asks. */
    private Fake<C> resting(Batch<C> batch) {
        if (game.oneGeneratorPass()) {
            Fake<C> fake = sharedPass(batch);
            return new Fake<>(fake.samples().detach(), fake.condition());
        }
        return shared.of(batch, () -> generated(batch));
    }

    private Fake<C> sharedPass(Batch<C> batch) {
        return shared.of(
                batch, () -> Gradient.awake(generator.parameters(), () -> generated(batch)));
    }

    private Fake<C> generated(Batch<C> batch) {
        Prior.Draw<C> draw = prior.draw(batch.real());
        C told = game.loss().isPaired() ? batch.condition() : draw.condition();
        return new Fake<>(generator.forward(draw.latent(), told), told);
    }

    /**
     * What the discriminator thinks of what it sees. Scores are F32 even where convolutions are
     * not: losses are differences of small numbers.
     */
    private Tensor score(Tensor samples, C condition) {
        Tensor scores = discriminator.forward(view.of(samples), condition);
        return scores.dtype() == DType.BF16 ? scores.to(DType.F32) : scores;
    }

    @Override
    public Network sampler() {
        return generator;
    }

    @Override
    public Tensor latents(RandomSource source, long count) {
        return prior.shape().draw(source, count, prior.size());
    }

    @Override
    public int classes() {
        return prior.classes();
    }

    @Override
    public Tensor generate(Tensor latents, Tensor classes) {
        return generator.forward(latents, prior.condition().apply(() -> classes));
    }
}
