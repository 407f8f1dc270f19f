package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    /** One draw of each kind, after one another. */
    private static float[] draws(RandomSource source) {
        Tensor normal = source.normal(3, 5).reshape(15);
        Tensor uniform = source.uniform(-2, 3, 7);
        return normal.cat(0, uniform, source.integers(10, 20).to(DType.F32)).toFloats();
    }

    @Test
    void goesOnFromASavedStateWithTheSameNumbers() {
        RandomStream stream = RandomStream.seeded(5);
        // An odd number of normals: generators that make them in pairs hold one back.
        stream.normal(3);
        Map<String, Tensor> state = stream.state();
        float[] expected = draws(stream);
        assertThat(draws(stream)).isNotEqualTo(expected);

        RandomStream other = RandomStream.seeded(6);
        draws(other);
        other.restore(state);
        assertThat(draws(other)).isEqualTo(expected);
        stream.restore(state);
        assertThat(draws(stream)).isEqualTo(expected);
    }

    @Test
    void aSavedStateDoesNotMoveWithTheStream() {
        RandomStream stream = RandomStream.seeded(5);
        Map<String, Tensor> state = stream.state();
        byte[] before = state.get("generator").toBytes();
        stream.normal(100);
        assertThat(state.get("generator").toBytes()).isEqualTo(before);
    }

    @Test
    void oneStreamNeverShiftsAnother() {
        float[] alone = new Randomness(3).stream("latent").normal(4).toFloats();
        Randomness randomness = new Randomness(3);
        RandomStream latent = randomness.stream("latent");
        randomness.stream("evaluation").normal(1000);
        assertThat(latent.normal(4).toFloats()).isEqualTo(alone);
        assertThat(randomness.stream("init").normal(4).toFloats()).isNotEqualTo(alone);
        assertThat(new Randomness(4).stream("latent").normal(4).toFloats()).isNotEqualTo(alone);
    }

    @Test
    void drawsWithinBoundsAndWithTheRightMoments() {
        RandomStream stream = RandomStream.seeded(1);
        double[] uniform = stream.uniform(-2, 3, 20_000).toDoubles();
        assertThat(Arrays.stream(uniform).min().orElseThrow()).isBetween(-2.0, -1.99);
        assertThat(Arrays.stream(uniform).max().orElseThrow()).isBetween(2.99, 3.0);
        double[] normal = stream.normal(20_000).toDoubles();
        // Five standard errors: 5 / sqrt(20000) = 0.035, and sqrt(2) times that for the square.
        assertThat(Arrays.stream(normal).average().orElseThrow()).isBetween(-0.035, 0.035);
        assertThat(Arrays.stream(normal).map(v -> v * v).average().orElseThrow())
                .isBetween(0.95, 1.05);
        long[] integers = stream.integers(4, 1000).toLongs();
        assertThat(Arrays.stream(integers).distinct().sorted()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(Arrays.stream(stream.permutation(50).toLongs()).sorted().toArray())
                .isEqualTo(Tensor.arange(50).toLongs());
    }

    @Test
    void aDamagedStateIsADamagedCheckpoint() {
        RandomStream stream = RandomStream.seeded(5);
        Tensor saved = Objects.requireNonNull(stream.state().get("generator"));
        float[] expected = draws(stream);
        stream.restore(Map.of("generator", saved));
        for (Tensor damaged :
                List.of(Tensor.of(new byte[7], 7), saved.to(DType.F32), saved.zerosLike())) {
            assertThatThrownBy(() -> stream.restore(Map.of("generator", damaged)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("random stream: the checkpoint is damaged: expected ")
                    .hasMessageContaining(", found ");
        }
        assertThat(draws(stream)).isEqualTo(expected);
    }
}
