package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

    private static final int COUNT = 10_000;

    private static float[] dropped(RandomStream stream, double share) {
        return new Dropout(share, stream).forward(Tensor.full(3, COUNT)).toFloats();
    }

    @Test
    void dropsItsShareAndScalesTheRestUp() {
        float[] values = dropped(RandomStream.seeded(1), 0.25);
        long zeros = IntStream.range(0, COUNT).filter(i -> values[i] == 0).count();
        // Five standard deviations of a binomial: 5 * sqrt(10000 * 0.25 * 0.75) = 217.
        assertThat(zeros).isBetween(2283L, 2717L);
        for (float value : values) {
            assertThat(value).isIn(0f, 4f); // 3 / (1 - 0.25)
        }
    }

    @Test
    void everyForwardDropsAnewAndAResumedStreamRepeatsTheMask() {
        RandomStream stream = RandomStream.seeded(1);
        var state = stream.state();
        float[] first = dropped(stream, 0.5);
        assertThat(dropped(stream, 0.5)).isNotEqualTo(first);
        stream.restore(state);
        assertThat(dropped(stream, 0.5)).isEqualTo(first);
    }

    @Test
    void doesNothingInEvaluationAndDrawsNothing() {
        RandomStream stream = RandomStream.seeded(1);
        Tensor x = Tensor.ones(4);
        byte[] before = stream.state().get("generator").toBytes();
        assertThat(Mode.EVALUATION.during(() -> new Dropout(0.5, stream).forward(x))).isSameAs(x);
        assertThat(stream.state().get("generator").toBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void refusesWhatIsNoShareBelowOne(double share) {
        RandomStream stream = RandomStream.seeded(1);
        assertThatThrownBy(() -> new Dropout(share, stream))
                .isInstanceOf(ConfigException.class)
                .hasMessage("dropout: expected at least 0 and less than 1, found " + share);
    }
}
