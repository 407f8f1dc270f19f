package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTest {

    private static void record(Log log, double... values) {
        for (double value : values) {
            Scope.run(() -> log.record("critic", Loss.of("price", Tensor.full(value))));
        }
    }

    @Test
    void peekingChangesNothingAndDrainingBeginsAgain() {
        try (Log log = new Log()) {
            record(log, 1, 2);
            assertThat(log.peek()).isEqualTo(Map.of("critic/price", 1.5));
            record(log, 6);
            assertThat(log.drain()).isEqualTo(Map.of("critic/price", 3.0));
            assertThat(log.peek()).isEmpty();
        }
    }

    @Test
    void restoredSumsGoOnWithAllTheirBits() {
        // A third of 2^24 + 1 has no F32 form: a sum that went through F32 would differ.
        double[] values = {1 << 24, 1, 0.1, 0.1};
        try (Log whole = new Log();
                Log first = new Log();
                Log second = new Log()) {
            record(whole, values);
            record(whole, 0.3);
            record(first, values);
            Scope.run(() -> second.restore(first.state()));
            record(second, 0.3);
            assertThat(second.peek()).isEqualTo(whole.peek());
        }
    }

    @Test
    void namesComeInOneOrderHoweverTheSumsCameBack() {
        try (Log log = new Log()) {
            Scope.run(() -> log.record("z", Loss.of("a", Tensor.full(1))));
            Scope.run(() -> log.record("b", Loss.of("a", Tensor.full(1))));
            assertThat(List.copyOf(log.peek().keySet())).containsExactly("b/a", "z/a");
        }
    }

    @Test
    void drainingLeavesNoNativeObject() throws InterruptedException {
        try (Log log = new Log()) {
            record(log, 1);
            log.drain();
            long before = NativeObjects.settled();
            record(log, 1);
            log.drain();
            assertThat(Scope.liveNativeObjects()).isEqualTo(before);
        }
    }
}
