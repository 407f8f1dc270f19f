package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Sgd;
import dev.cardigan.optim.WeightClip;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TacticsTest {

    private static final Game PLAIN = Game.of(NonSaturating.plain(), Sgd.rate(0.1));
    private static final Batch<None> BATCH = new Batch<>(Tensor.ones(4, 2), None.NONE);

    /** The identity and a sum: what comes out of each is known. */
    private static TwoPlayer<None> players(Tactics tactics) {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        Linear generator = Linear.of(2, 2, initializer);
        Linear judge = Linear.of(2, 1, initializer);
        return players(generator, Sequential.of(x -> x.mul(3), judge), PLAIN.with(tactics));
    }

    private static TwoPlayer<None> players(
            Conditional<None> generator, Conditional<None> discriminator, Game game) {
        return TwoPlayer.of(
                generator,
                discriminator,
                Prior.of(2, Prior.Shape.NORMAL, RandomStream.seeded(2)),
                game,
                RandomStream.seeded(3));
    }

    private static Phase<Batch<None>> phase(TwoPlayer<None> players, String name) {
        return players.phases().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void featureMatchingComparesMeansOfTheLastHiddenLayer() {
        TwoPlayer<None> gan = players(Tactics.NONE.matching(new FeatureMatching(2, 0)));
        gan.generator().parameters().forEach(parameter -> parameter.value().fill(0));
        Loss loss = phase(gan, "generator").loss().apply(BATCH);
        // Features are 3 on real samples and 0 on generated ones: 2 * (9 + 9).
        assertThat(loss.terms()).containsOnlyKeys("features");
        assertThat(loss.total().item()).isEqualTo(36, within(1e-5));
        TwoPlayer<None> both = players(Tactics.NONE.matching(new FeatureMatching(2, 1)));
        assertThat(phase(both, "generator").loss().apply(BATCH).terms())
                .containsOnlyKeys("features", "adversarial");
    }

    @Test
    void featureMatchingNeedsADiscriminatorThatShowsThem() {
        Layer blind = x -> x.sum(true, 1);
        Game game = PLAIN.with(Tactics.NONE.matching(FeatureMatching.PAPER));
        assertThatThrownBy(() -> players(blind, blind, game))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "featureMatching: expected a discriminator that shows its last hidden layer");
    }

    @Test
    void bothPayForLeavingTheMeanOfTheirPast() {
        TwoPlayer<None> gan = players(Tactics.NONE.averaging(new HistoricalAveraging(0.5)));
        Gradient.untracked(() -> gan.at(0));
        assertThat(price(gan, "generator")).isZero();
        assertThat(price(gan, "discriminator")).isZero();
        List<Parameter> weights = gan.generator().parameters();
        weights.forEach(parameter -> parameter.value().set(parameter.value().add(1)));
        // Six weights, each 1 away from the only one of its past.
        assertThat(price(gan, "generator")).isEqualTo(3, within(1e-6));
        Gradient.untracked(() -> gan.at(1));
        // Now the mean of two lies half way.
        assertThat(price(gan, "generator")).isEqualTo(0.75, within(1e-6));
        assertThat(price(gan, "discriminator")).isZero();
    }

    private static double price(TwoPlayer<None> gan, String phase) {
        Loss loss = phase(gan, phase).loss().apply(BATCH);
        return loss.terms().get("history").item();
    }

    @Test
    void theDiscriminatorRestsWhileItWinsAndIsStillWatched() {
        TwoPlayer<None> gan = players(Tactics.NONE.balancing(new Balance(0.4, 0.9, 3, 0)));
        Phase<Batch<None>> judging = phase(gan, "discriminator");
        assertThat(judging.pace().applyAsInt(1)).isEqualTo(1);

        bias(gan, 9, -9); // right on everything
        assertThat(judging.loss().apply(BATCH).watched().get("accuracy/real").item()).isEqualTo(1);
        assertThat(judging.pace().applyAsInt(1)).isZero();
        // The generator's turn shows that it now takes everything for real.
        bias(gan, 0, 9);
        assertThat(phase(gan, "generator").loss().apply(BATCH).terms()).isNotEmpty();
        assertThat(judging.pace().applyAsInt(1)).isEqualTo(1);

        bias(gan, -9, 9); // wrong on everything
        assertThat(judging.loss().apply(BATCH).watched().get("accuracy/real").item()).isZero();
        assertThat(judging.pace().applyAsInt(2)).isEqualTo(6);
    }

    /** The generator always makes (0, 0); scores are slope * 6 + shift on real samples. */
    private static void bias(TwoPlayer<None> gan, double slope, double shift) {
        gan.generator().parameters().forEach(parameter -> parameter.value().fill(0));
        gan.discriminator().weights().get("layers.1.weight").fill(slope);
        gan.discriminator().weights().get("layers.1.bias").fill(shift);
    }

    @Test
    void lossesWithALabelCanBeSmoothed() {
        assertThat(NonSaturating.plain().smoothed(0.9)).contains(new NonSaturating(0.9));
        assertThat(new Minimax(1).smoothed(0.8)).contains(new Minimax(0.8));
        assertThat(new LeastSquares().smoothed(0.9)).contains(new LeastSquares(0.9));
        assertThat(new Hinge().smoothed(0.9)).isEmpty();
        Tensor scores = Tensor.full(0.9, 3);
        assertThat(new LeastSquares(0.9).forDiscriminator(scores, Tensor.zeros(3)).item())
                .isEqualTo(0, within(1e-9));
    }

    @Test
    void combinationsWithoutMeaningAreRefused() {
        Game clipped = PLAIN.bounding(List.of(), List.of(new WeightClip(0.01)));
        Tactics ahead = Tactics.NONE.unrolling(Unrolling.PAPER);
        assertThatThrownBy(() -> clipped.with(ahead))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("unrolled: cannot look through bounds")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> ahead.matching(FeatureMatching.PAPER))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("featureMatching: cannot be combined with unrolled");
        assertThatThrownBy(() -> new Balance(0.9, 0.4, 1, 0)).isInstanceOf(ConfigException.class);
    }
}
