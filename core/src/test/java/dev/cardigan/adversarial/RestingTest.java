package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestingTest {

    /** A game that remembers which steps it was told. */
    private record Told(TwoPlayer<None> gan, List<Long> steps)
            implements Gan<Batch<None>>, Generative {

        @Override
        public void at(long step) {
            steps.add(step);
        }

        @Override
        public List<Phase<Batch<None>>> phases() {
            return gan.phases();
        }

        @Override
        public Network sampler() {
            return gan.sampler();
        }

        @Override
        public Tensor latents(RandomSource source, long count) {
            return gan.latents(source, count);
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public Tensor generate(Tensor latents, Tensor classes) {
            return gan.generate(latents, classes);
        }
    }

    private static Told game() {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        TwoPlayer<None> players =
                TwoPlayer.of(
                        Linear.of(2, 2, initializer),
                        Linear.of(2, 1, initializer),
                        Prior.of(2, Prior.Shape.NORMAL, RandomStream.seeded(2)),
                        Game.of(NonSaturating.plain(), Sgd.rate(0.1)),
                        RandomStream.seeded(3));
        return new Told(players, new ArrayList<>());
    }

    @Test
    void theGameWithinHearsOfEveryStep() {
        Told told = game();
        Resting<Batch<None>> resting = new Resting<>(told, "generator", Schedule.constant());
        resting.at(0);
        resting.at(7);
        assertThat(told.steps()).containsExactly(0L, 7L);
    }

    @Test
    void oneSideIsLeftOutAndSamplesAreThoseOfTheGame() {
        Told told = game();
        Resting<Batch<None>> resting = new Resting<>(told, "generator", Schedule.constant());
        assertThat(resting.phases()).extracting(Phase::name).containsExactly("discriminator");
        assertThat(resting.sampler()).isSameAs(told.sampler());
        assertThat(resting.classesInTurn(5)).containsExactly(0, 1, 2, 0, 1);
        assertThat(resting.labelsInTurn(4).toLongs()).containsExactly(0, 1, 2, 0);
    }

    @Test
    void nobodyWouldRestIsRefused() {
        assertThatThrownBy(() -> new Resting<>(game(), "judge", Schedule.constant()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("phases called 'judge'")
                .hasMessageContaining("discriminator, generator");
    }
}
