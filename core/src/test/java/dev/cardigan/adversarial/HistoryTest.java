package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    /** Samples [2, 1] that tell when they were made. */
    private static Tensor batch(int number) {
        return Tensor.of(new float[] {2 * number, 2 * number + 1}, 2, 1);
    }

    private static float[] shown(History history, int from, int to) {
        float[] all = new float[2 * (to - from)];
        for (int i = from; i < to; i++) {
            int number = i;
            float[] two = floats(() -> history.exchange(batch(number)));
            System.arraycopy(two, 0, all, 2 * (i - from), 2);
        }
        return all;
    }

    @SuppressWarnings("ArrayRecordComponent") // carries numbers out of a scope, never compared
    private record Numbers(float[] values) {}

    private static float[] floats(Supplier<Tensor> tensor) {
        return Scope.tidy(() -> new Numbers(tensor.get().toFloats())).values();
    }

    @Test
    void showsSamplesAtMostOnceAgainAndNoneThatNeverCame() {
        try (History history = History.of(6, RandomStream.seeded(1))) {
            Scope.run(
                    () -> {
                        int[] times = new int[200];
                        for (int i = 0; i < 100; i++) {
                            for (float value : history.exchange(batch(i)).toFloats()) {
                                times[(int) value]++;
                            }
                        }
                        // Those that fill the pool are shown at once and perhaps once more; any
                        // other is shown once, now or later, or still lies in the pool.
                        assertThat(Arrays.stream(times, 0, 6)).allMatch(n -> n == 1 || n == 2);
                        assertThat(Arrays.stream(times, 6, 200)).allMatch(n -> n <= 1);
                        long waiting = IntStream.range(6, 200).filter(i -> times[i] == 0).count();
                        assertThat(waiting).isBetween(1L, 6L);
                    });
            assertThat(history.size()).isEqualTo(6);
        }
    }

    @Test
    void goesOnFromItsStateExactly() {
        RandomStream stream = RandomStream.seeded(2);
        RandomStream other = RandomStream.seeded(3);
        try (History first = History.of(4, stream);
                History second = History.of(4, other)) {
            shown(first, 0, 9);
            shown(second, 0, 3);
            Map<String, Tensor> saved = new LinkedHashMap<>();
            first.state().forEach((name, tensor) -> saved.put(name, tensor.clone(true)));
            other.restore(stream.state());
            second.restore(saved);
            assertThat(shown(second, 9, 20)).isEqualTo(shown(first, 9, 20));
        }
    }

    @Test
    void leavesNothingBehind() throws InterruptedException {
        long before = NativeObjects.settled();
        RandomStream stream = RandomStream.seeded(4);
        long streams = Scope.liveNativeObjects() - before;
        try (History history = History.of(3, stream)) {
            shown(history, 0, 10);
            assertThat(Scope.liveNativeObjects()).isEqualTo(before + streams + 3);
        }
        assertThat(Scope.liveNativeObjects()).isEqualTo(before + streams);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> History.of(-1, RandomStream.seeded(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found -1");
        try (History history = History.of(3, RandomStream.seeded(1));
                History small = History.of(1, RandomStream.seeded(1))) {
            shown(history, 0, 2);
            assertThatThrownBy(() -> history.exchange(Tensor.zeros(2, 5)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("expected samples of [1]")
                    .hasMessageContaining("found [5]");
            assertThatThrownBy(() -> small.restore(history.state()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("3 samples");
        }
    }
}
