package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorListTest {

    @Test
    void oneCallSeesANotFiniteValueInAnyTensor() {
        Scope.run(
                () -> {
                    Tensor good = Tensor.of(new float[] {1, -2, 3e30f}, 3);
                    assertThat(TensorList.of(List.of(good, Tensor.ones(2, 2))).allFinite())
                            .isTrue();
                    Tensor bad = Tensor.of(new float[] {1, Float.NaN}, 2);
                    assertThat(TensorList.of(List.of(good, bad)).allFinite()).isFalse();
                    Tensor infinite = Tensor.of(new float[] {Float.NEGATIVE_INFINITY}, 1);
                    assertThat(TensorList.of(List.of(infinite)).allFinite()).isFalse();
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
        Scope.run(() -> TensorList.of(List.of(Tensor.ones(2))).allFinite());
        long before = NativeObjects.settled();
        for (int i = 0; i < 100; i++) {
            Scope.run(
                    () -> {
                        Tensor x = Tensor.ones(3).requireGradient(true);
                        Gradient.of(x.square().sum(), x).add(1).toFloats();
                        TensorList.of(List.of(x.detach())).allFinite();
                    });
        }
        assertThat(Scope.liveNativeObjects()).isEqualTo(before);
    }
}
