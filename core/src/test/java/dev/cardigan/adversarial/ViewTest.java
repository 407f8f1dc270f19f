package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {

    /** Shows everything twice as large and writes down what it is told. */
    private record Doubling(List<long[]> observed, List<Long> steps) implements View {
        @Override
        public Tensor of(Tensor samples) {
            return samples.mul(2);
        }

        @Override
        public void observe(Tensor onReal) {
            observed.add(onReal.shape());
        }

        @Override
        public void at(long step) {
            steps.add(step);
        }
    }

    private static TwoPlayer<None> players(Game game) {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        Layer sum = x -> x.sum(true, 1);
        return TwoPlayer.of(
                Linear.of(2, 2, initializer),
                sum,
                Prior.of(2, Prior.Shape.NORMAL, RandomStream.seeded(2)),
                game,
                RandomStream.seeded(3));
    }

    @Test
    void penaltiesTakeTheGradientOfTheSampleBeforeTheView() {
        Game game = Game.of(new Wasserstein(), Sgd.rate(0.1)).paying(Penalty.of(new R1(2)));
        Doubling view = new Doubling(new ArrayList<>(), new ArrayList<>());
        TwoPlayer<None> gan = players(game).seenThrough(view);
        Batch<None> batch = new Batch<>(Tensor.ones(5, 2), None.NONE);
        Loss loss = gan.phases().get(0).loss().apply(batch);
        // The score is the sum of the doubled coordinates: gradient (2, 2), squared length 8.
        assertThat(loss.terms().get("r1").item()).isEqualTo(8);
        assertThat(view.observed()).containsExactly(new long[] {5, 1});
        assertThat(gan.phases().get(1).loss().apply(batch).terms()).containsOnlyKeys("adversarial");
        assertThat(view.observed()).hasSize(1);
    }

    @Test
    void aChainShowsOneViewThroughTheOtherAndTellsBothTheStep() {
        Doubling one = new Doubling(new ArrayList<>(), new ArrayList<>());
        Doubling other = new Doubling(new ArrayList<>(), new ArrayList<>());
        TwoPlayer<None> gan =
                players(Game.of(new Wasserstein(), Sgd.rate(0.1)))
                        .seenThrough(one)
                        .seenThrough(other);
        gan.at(7);
        assertThat(gan.view().of(Tensor.ones(1)).item()).isEqualTo(4);
        assertThat(one.steps()).containsExactly(7L);
        assertThat(other.steps()).containsExactly(7L);
        assertThat(View.identity().of(Tensor.ones(1)).item()).isEqualTo(1);
    }

    @Test
    void instanceNoiseFadesToNothing() {
        InstanceNoise noise = InstanceNoise.of(0.5, 100, RandomStream.seeded(1));
        Tensor nothing = Tensor.zeros(10_000);
        assertThat(noise.of(nothing).standardDeviation().item()).isBetween(0.48, 0.52);
        noise.at(50);
        assertThat(noise.of(nothing).standardDeviation().item()).isBetween(0.24, 0.26);
        noise.at(200);
        assertThat(noise.of(nothing).standardDeviation().item()).isZero();
        InstanceNoise lasting = InstanceNoise.of(0.5, 0, RandomStream.seeded(1));
        lasting.at(1_000_000);
        assertThat(lasting.of(nothing).standardDeviation().item()).isBetween(0.48, 0.52);
        assertThatThrownBy(() -> InstanceNoise.of(0, 1, RandomStream.seeded(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("instanceNoise: expected sigma > 0 and steps >= 0, found 0.0 and 1");
    }
}
