package dev.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeparationTest {

    private final RandomStream stream = RandomStream.seeded(9);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    /** Every other one lies 3 deviations further along the first axis. */
    private Tensor codes(int count, boolean[] isFirst) {
        float[] shifts = new float[count * 6];
        for (int i = 0; i < count; i++) {
            isFirst[i] = i % 3 == 0;
            shifts[i * 6] = isFirst[i] ? 4 : 0;
        }
        return stream.normal(count, 6).add(Tensor.of(shifts, count, 6));
    }

    @ParameterizedTest
    @EnumSource
    void thePlaneIsFoundAndTellsHeldOutCodesApart(Separation.Plane plane) {
        boolean[] isFirst = new boolean[400];
        Tensor codes = codes(400, isFirst);
        Separation found = Separation.of(codes, isFirst, plane);
        assertThat(found.vector().toFloats()[0]).isGreaterThan(0.97f);
        assertThat(found.accuracy()).isGreaterThan(0.93);
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotDifferIsNotToldApart(Separation.Plane plane) {
        boolean[] isFirst = new boolean[800];
        for (int i = 0; i < isFirst.length; i++) {
            isFirst[i] = i / 7 % 2 == 0;
        }
        Separation found = Separation.of(stream.normal(800, 6), isFirst, plane);
        assertThat(found.accuracy()).isBetween(0.35, 0.65);
    }

    @ParameterizedTest
    @EnumSource
    void tooFewOfAKindAreRefused(Separation.Plane plane) {
        boolean[] isFirst = new boolean[50];
        isFirst[3] = true;
        assertThatThrownBy(() -> Separation.of(stream.normal(50, 6), isFirst, plane))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found 1 of one and 49");
    }

    @ParameterizedTest
    @EnumSource
    void thePlaneIsTheSameWithinAMixedPass(Separation.Plane plane) {
        boolean[] isFirst = new boolean[80];
        Tensor codes = codes(80, isFirst);
        Separation alone = Separation.of(codes, isFirst, plane);
        Separation within =
                Precision.BF16.during(Device.CPU, () -> Separation.of(codes, isFirst, plane));
        assertThat(within.vector().toFloats()).isEqualTo(alone.vector().toFloats());
        assertThat(within.accuracy()).isEqualTo(alone.accuracy());
    }
}
