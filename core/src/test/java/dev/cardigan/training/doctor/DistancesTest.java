package dev.cardigan.training.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void measuresPairsAndNeighbours() {
        Scope.run(
                () -> {
                    Tensor line = Tensor.of(new float[] {0, 3, 7, 20}, 4, 1);
                    Distances own = Distances.between(line, line);
                    assertThat(own.nearest(0, 0)).isZero();
                    assertThat(own.nearest(0, 1)).isEqualTo(3);
                    assertThat(own.nearest(3, 2)).isEqualTo(17);
                    assertThat(own.medianNearest(1)).isEqualTo(4); // of 3, 3, 4, 13
                    assertThat(own.meanOfPairs())
                            .isCloseTo((3 + 7 + 20 + 4 + 17 + 13) / 6.0, within(1e-6));
                });
    }

    @Test
    void seesWhichClassIsWhich() {
        Scope.run(
                () -> {
                    Tensor data = Tensor.of(new float[] {1, 0, 0, 1, -1, -1}, 3, 2);
                    Tensor truth = Tensor.of(new long[] {0, 1, 2}, 3);
                    Tensor next = Tensor.of(new long[] {1, 2, 0}, 3);
                    Map<Signal, Double> right = new EnumMap<>(Signal.class);
                    ClassMeans.compare(truth, data, truth, data.mul(0.5), 3, right);
                    assertThat(right)
                            .containsEntry(Signal.CLASS_MATCH, 1.0)
                            .containsEntry(Signal.CLASS_SPREAD, 0.5);
                    Map<Signal, Double> wrong = new EnumMap<>(Signal.class);
                    ClassMeans.compare(truth, data, next, data, 3, wrong);
                    assertThat(wrong).containsEntry(Signal.CLASS_MATCH, 0.0);
                });
    }
}
