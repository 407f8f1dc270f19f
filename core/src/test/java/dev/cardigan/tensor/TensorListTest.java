package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorListTest {

    private static boolean passes(List<Tensor> tensors) {
        try (FiniteCheck check = FiniteCheck.on(Device.CPU)) {
            return check.passes(TensorList.of(tensors));
        }
    }

    @Test
    void oneCallSeesANotFiniteValueInAnyTensor() {
        Scope.run(
                () -> {
                    Tensor good = Tensor.of(new float[] {1, -2, 3e30f}, 3);
                    assertThat(passes(List.of(good, Tensor.ones(2, 2)))).isTrue();
                    Tensor bad = Tensor.of(new float[] {1, Float.NaN}, 2);
                    assertThat(passes(List.of(good, bad))).isFalse();
                    Tensor infinite = Tensor.of(new float[] {Float.NEGATIVE_INFINITY}, 1);
                    assertThat(passes(List.of(infinite))).isFalse();
                    assertThat(good.toFloats()).containsExactly(1, -2, 3e30f);
                });
    }

    @Test
    void approachMovesAShareOfTheWay() {
        Scope.run(
                () -> {
                    Tensor average = Tensor.zeros(2);
                    TensorList.of(List.of(average))
                            .approach(TensorList.of(List.of(Tensor.ones(2))), 0.25);
                    assertThat(average.toFloats()).containsExactly(0.25f, 0.25f);
                });
    }

    @Test
    void leavesNoNativeObjectBehind() throws InterruptedException {
        Scope.run(() -> passes(List.of(Tensor.ones(2))));
        long before = NativeObjects.settled();
        for (int i = 0; i < 100; i++) {
            Scope.run(
                    () -> {
                        Tensor x = Tensor.ones(3).requireGradient(true);
                        Gradient.of(x.square().sum(), x).add(1).toFloats();
                        passes(List.of(x.detach()));
                    });
        }
        assertThat(Scope.liveNativeObjects()).isEqualTo(before);
    }
}
