package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SafeguardsTest {

    /** A discriminator that is right as often as the batch says, and a player beside it. */
    private static List<Phase<Double>> phases(Linear judge, Linear player) {
        Function<Double, Loss> real =
                batch ->
                        Loss.of("adversarial", Tensor.full(1))
                                .watching(Scores.ACCURACY_ON_REAL, Tensor.full(batch));
        Function<Double, Loss> fake =
                batch ->
                        Loss.of("adversarial", Tensor.full(2))
                                .watching(Scores.ACCURACY_ON_FAKE, Tensor.full(batch));
        return List.of(
                Phase.of("discriminators", Sgd.rate(1), List.of(real, fake), judge),
                Phase.of("coder", Sgd.rate(1), batch -> Loss.of("own", Tensor.full(3)), player));
    }

    private static Linear linear() {
        return Linear.of(2, 1, Initializer.uniform(RandomStream.seeded(1)));
    }

    private static int updates(List<Phase<Double>> phases) {
        return phases.get(0).pace().applyAsInt(1);
    }

    @Test
    void aGameWithoutSafeguardsIsPlayedAsItIs() {
        List<Phase<Double>> own = phases(linear(), linear());
        assertThat(Safeguards.NONE.in(own)).isEqualTo(own);
    }

    @Test
    void aDiscriminatorRestsWhileItWinsAndIsLookedAtInTheOthersTurns() {
        Safeguards safeguards = Safeguards.NONE.balancing(new Balance(0.4, 0.8, 3, 0));
        List<Phase<Double>> played = safeguards.in(phases(linear(), linear()));
        Scope.run(
                () -> {
                    assertThat(updates(played)).isEqualTo(1);
                    assertThat(total(played, 0, 0.9)).isEqualTo(3);
                    assertThat(updates(played)).as("rests").isZero();
                    assertThat(total(played, 1, 0.3)).isEqualTo(3);
                    assertThat(updates(played)).as("is behind").isEqualTo(3);
                    assertThat(total(played, 1, 0.9)).isEqualTo(3);
                    assertThat(updates(played)).as("only looked at while it rests").isEqualTo(3);
                });
    }

    @Test
    void everyPlayerPaysForLeavingTheMeanOfItsWeights() {
        Linear judge = linear();
        Linear player = linear();
        List<Phase<Double>> own = phases(judge, player);
        Safeguards safeguards = Safeguards.NONE.averaging(new HistoricalAveraging(0.5), own);
        List<Phase<Double>> played = safeguards.in(own);
        Scope.run(
                () -> {
                    safeguards.at(0, () -> played);
                    player.weight().value().set(player.weight().value().add(2)); // two weights
                    assertThat(price(played, 0)).isZero();
                    assertThat(price(played, 1)).isCloseTo(0.5 * 2 * 4, within(1e-5));
                    safeguards.at(1, () -> played); // the mean follows halfway
                    assertThat(price(played, 1)).isCloseTo(0.5 * 2 * 1, within(1e-5));
                });
        assertThat(safeguards.pasts()).containsOnlyKeys("discriminators", "coder");
    }

    private static double total(List<Phase<Double>> played, int phase, double right) {
        return played.get(phase).loss().apply(right).total().item();
    }

    private static double price(List<Phase<Double>> played, int phase) {
        Map<String, Tensor> terms = played.get(phase).loss().apply(0.5).terms();
        return terms.get("history").item();
    }
}
