package dev.cardigan.adversarial;

import dev.cardigan.adversarial.GeneratorSide.Fake;
import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Layered;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.Pack;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One generator against one discriminator. GANs that differ by loss, regularizer, optimizer, step
 * counts or tactics are values of this record.
 *
 * @param <C> what both players are told: {@link dev.cardigan.nn.None} or {@link
 *     dev.cardigan.nn.Labels}
 * @param pack how many samples the discriminator judges as one: what it begins with
 * @param tolls what the generator pays besides
 * @param frozen layers of the discriminator, from the sample on, that do not learn (FreezeD, Mo et
 *     al. 2020, https://arxiv.org/abs/2002.10964)
 * @param view how the discriminator sees samples
 * @param standing what the tactics remember
 * @param random where regularizers draw from
 * @param maker makes the generated samples
 */
public record TwoPlayer<C extends Condition<C>>(
        Conditional<C> generator,
        Conditional<C> discriminator,
        Prior<C> prior,
        Game game,
        Pack pack,
        List<Toll<C>> tolls,
        int frozen,
        View view,
        Standing standing,
        RandomSource random,
        GeneratorSide<C> maker)
        implements Gan<Batch<C>>, Generative, Judging {

    private static final String DISCRIMINATOR = "discriminator";
    private static final String GENERATOR = "generator";

    public static <C extends Condition<C>> TwoPlayer<C> of(
            Conditional<C> generator,
            Conditional<C> discriminator,
            Prior<C> prior,
            Game game,
            RandomSource random) {
        return of(generator, discriminator, prior, game, List.of(), 0, View.identity(), random);
    }

    private static <C extends Condition<C>> TwoPlayer<C> of(
            Conditional<C> generator,
            Conditional<C> discriminator,
            Prior<C> prior,
            Game game,
            List<Toll<C>> tolls,
            int frozen,
            View view,
            RandomSource random) {
        if (game.tactics().featureMatching().isPresent()) {
            DiscriminatorSide.featured(discriminator);
        }
        return new TwoPlayer<>(
                generator,
                discriminator,
                prior,
                game,
                packOf(discriminator),
                List.copyOf(tolls),
                frozen,
                view,
                Standing.of(game.tactics(), generator, discriminator),
                random,
                new GeneratorSide<>(generator, prior, game));
    }

    private static Pack packOf(Network discriminator) {
        return Tree.leaves(discriminator, Pack.class).values().stream()
                .findFirst()
                .orElseGet(() -> new Pack(1));
    }

    /** This with one more view between samples and discriminator. */
    public TwoPlayer<C> seenThrough(View more) {
        return of(generator, discriminator, prior, game, tolls, frozen, view.then(more), random);
    }

    /** The same players in another game. */
    public TwoPlayer<C> playing(Game other) {
        return of(generator, discriminator, prior, other, tolls, frozen, view, random);
    }

    /** This with one more price for the generator. */
    public TwoPlayer<C> charging(Toll<C> more) {
        List<Toll<C>> all = new ArrayList<>(tolls);
        all.add(more);
        return of(generator, discriminator, prior, game, all, frozen, view, random);
    }

    /**
     * This with layers of the discriminator, from the sample on, that stay as they are.
     *
     * @throws ConfigException if it has no layers in order, or none would be left to learn
     */
    public TwoPlayer<C> freezing(int layers) {
        int all = Layered.of(discriminator).size();
        if (layers < 0 || layers >= all) {
            throw new ConfigException(
                    "freeze: expected 0 to %d of the discriminator's %d layers, found %d"
                            .formatted(all - 1, all, layers));
        }
        return of(generator, discriminator, prior, game, tolls, layers, view, random);
    }

    /** This with one more price on the discriminator. */
    public TwoPlayer<C> paying(Penalty more) {
        return playing(game.paying(more));
    }

    @Override
    public void at(long step) {
        view.at(step);
        standing.follow(generator, discriminator, step);
    }

    @Override
    public List<Phase<Batch<C>>> phases() {
        List<Phase<Batch<C>>> phases = new ArrayList<>();
        DiscriminatorTurn<C> turn = new DiscriminatorTurn<>(judging(), maker, standing);
        phases.add(discriminatorPhase(turn.addends()).times(game.discriminatorSteps()));
        for (Penalty penalty : game.penalties()) {
            if (penalty.isLazy()) {
                phases.add(lazy(turn, penalty));
            }
        }
        Phase<Batch<C>> generating =
                Phase.of(GENERATOR, game.generator(), shown(this::generatorTurn), generator)
                        .within(game.generatorBounds())
                        .scheduled(game.schedule());
        Optional<Unrolling> unrolled = game.tactics().unrolled();
        if (unrolled.isEmpty()) {
            phases.add(generating);
            tolls.forEach(toll -> phases.add(due(toll)));
            return phases;
        }
        boolean last = unrolled.get().order() == Unrolling.Order.DISCRIMINATOR_FIRST;
        phases.add(
                last ? phases.size() : 0,
                generating.lookingAhead(
                        new LookAhead<>(DISCRIMINATOR, unrolled.get(), shown(this::opposing))));
        tolls.forEach(toll -> phases.add(due(toll)));
        return phases;
    }

    private Phase<Batch<C>> due(Toll<C> toll) {
        return Phase.<Batch<C>>of(
                        GENERATOR,
                        game.generator(),
                        batch -> Loss.of(toll.name(), toll.price(prior, batch.real())),
                        generator)
                .every(toll.every())
                .within(game.generatorBounds())
                .scheduled(game.schedule());
    }

    /** A turn on real samples as the view makes them. */
    private Function<Batch<C>, Loss> shown(Function<Batch<C>, Loss> turn) {
        return batch -> turn.apply(maker.shown(batch, view));
    }

    private Network[] learning() {
        if (frozen == 0) {
            return new Network[] {discriminator};
        }
        List<Network> layers = Layered.of(discriminator);
        return layers.subList(frozen, layers.size()).toArray(Network[]::new);
    }

    private Phase<Batch<C>> discriminatorPhase(List<Function<Batch<C>, Loss>> addends) {
        return Phase.of(
                        DISCRIMINATOR,
                        game.discriminator(),
                        addends.stream().map(this::shown).toList(),
                        learning())
                .within(game.discriminatorBounds())
                .scheduled(game.schedule())
                .paced(standing::updates);
    }

    private Phase<Batch<C>> lazy(DiscriminatorTurn<C> turn, Penalty penalty) {
        return discriminatorPhase(List.of(batch -> turn.price(penalty.regularizer(), batch)))
                .every(penalty.every());
    }

    private DiscriminatorSide<C> judging() {
        return new DiscriminatorSide<>(discriminator, pack, view, game, random);
    }

    /** The discriminator's loss as the generator sees it when it looks ahead. */
    private Loss opposing(Batch<C> batch) {
        Fake<C> fake = maker.living(batch);
        return charged(judging().loss(batch, fake, judging().scores(batch, fake)));
    }

    private Loss charged(Loss ofDiscriminator) {
        return Standing.charged(ofDiscriminator, standing.ofDiscriminator(), discriminator);
    }

    private Loss generatorTurn(Batch<C> batch) {
        Fake<C> fake = maker.living(batch);
        refereed(fake);
        return Standing.charged(generatorLoss(batch, fake), standing.ofGenerator(), generator);
    }

    private Loss generatorLoss(Batch<C> batch, Fake<C> fake) {
        Tactics tactics = game.tactics();
        if (tactics.unrolled().stream()
                .anyMatch(how -> how.objective() == Unrolling.Objective.OPPOSITE)) {
            return Loss.of(DiscriminatorSide.ADVERSARIAL, opposing(batch).total().neg());
        }
        if (tactics.featureMatching().isEmpty()) {
            return Loss.of(DiscriminatorSide.ADVERSARIAL, fooling(batch, fake));
        }
        FeatureMatching matching = tactics.featureMatching().get();
        Tensor onReal = judging().features(batch.real(), batch.condition());
        Tensor onFake = judging().features(fake.samples(), fake.condition());
        Loss loss = Loss.of("features", matching.distance(onReal, onFake));
        return matching.adversarial() == 0
                ? loss
                : loss.plus(
                        DiscriminatorSide.ADVERSARIAL,
                        fooling(batch, fake).mul(matching.adversarial()));
    }

    private Tensor fooling(Batch<C> batch, Fake<C> fake) {
        return game.loss()
                .forGenerator(
                        () -> judging().score(batch.real(), batch.condition()),
                        judging().score(fake.samples(), fake.condition()));
    }

    /** While the discriminator rests, only here is it seen how well it still does. */
    private void refereed(Fake<C> fake) {
        if (standing.updates(1) > 0) {
            return;
        }
        Gradient.untracked(
                () -> {
                    Tensor onFake = judging().score(fake.samples().detach(), fake.condition());
                    Scores beyond = new Scores(onFake, onFake).beyond(game.loss().boundary());
                    Tensor right = beyond.accuracies().onFake();
                    standing.referee().ifPresent(it -> it.observeFake(right));
                });
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

    @Override
    public Tensor judge(Tensor samples, Tensor classes) {
        // Not through the view, which may draw: asking must not shift the run's random streams.
        return discriminator.forward(samples, prior.condition().apply(() -> classes));
    }

    @Override
    public OptionalDouble boundary() {
        return game.loss().boundary();
    }
}
