package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTest {

    @Test
    void gradientsFlowThroughWhatStandsIn() {
        Parameter weight = new Parameter(Tensor.full(3));
        Tensor other = Tensor.full(2).requireGradient(true);
        Tensor result =
                Parameter.standingIn(
                        List.of(weight),
                        List.of(other.square()),
                        () -> weight.value().mul(weight.value()));
        // (t^2)^2 at t = 2 is 16, its derivative 4 t^3 = 32.
        assertThat(result.item()).isEqualTo(16);
        assertThat(Gradient.of(result, other).item()).isEqualTo(32);
        assertThat(weight.value().item()).isEqualTo(3);
    }

    @Test
    void standInsAreNestedAndLeaveEvenWhenTheBodyFails() {
        Parameter weight = new Parameter(Tensor.full(1));
        List<Parameter> weights = List.of(weight);
        double seen =
                Parameter.standingIn(
                        weights,
                        List.of(Tensor.full(2)),
                        () -> {
                            double inner =
                                    Parameter.standingIn(
                                            weights,
                                            List.of(Tensor.full(3)),
                                            () -> weight.value().item());
                            assertThat(weight.isReplaced()).isTrue();
                            return 10 * inner + weight.value().item();
                        });
        assertThat(seen).isEqualTo(32);
        assertThatThrownBy(
                        () ->
                                Parameter.standingIn(
                                        weights,
                                        List.of(Tensor.full(9)),
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(weight.value().item()).isEqualTo(1);
        assertThat(weight.isReplaced()).isFalse();
    }

    @Test
    void everyParameterNeedsOne() {
        List<Parameter> weights = List.of(new Parameter(Tensor.full(1)));
        assertThatThrownBy(() -> Parameter.standingIn(weights, List.of(), () -> weights))
                .isInstanceOf(ShapeException.class)
                .hasMessage("standingIn: expected 1 tensors, one per parameter, found 0");
    }
}
