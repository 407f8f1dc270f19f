package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What golden numbers do not say: brightness stays, and wrong input is named. */
class FirResampleTest {

    private static final FirFilter SMOOTH = FirFilter.of(1, 3, 3, 1);

    @Test
    void brightnessStaysAwayFromTheBorder() {
        Scope.run(
                () -> {
                    Tensor grey = Tensor.full(0.5, 2, 3, 8, 8);
                    Tensor large = FirResample.upsample(SMOOTH, 2).forward(grey);
                    assertThat(large.shape()).containsExactly(2, 3, 16, 16);
                    assertThat(inside(large)).isCloseTo(0.5, within(1e-6));
                    Tensor small = FirResample.downsample(SMOOTH, 2).forward(grey);
                    assertThat(small.shape()).containsExactly(2, 3, 4, 4);
                    assertThat(inside(small)).isCloseTo(0.5, within(1e-6));
                });
    }

    @Test
    void shrinkingInBfloat16IsThatInFullPrecision() {
        Scope.run(
                () -> {
                    Tensor pictures = RandomStream.seeded(1).normal(2, 3, 9, 8);
                    FirResample shrinking = FirResample.downsample(SMOOTH, 2, 3);
                    Tensor exact = shrinking.forward(pictures);
                    Tensor coarse = shrinking.forward(pictures.to(DType.BF16));
                    assertThat(coarse.dtype()).isEqualTo(DType.BF16);
                    assertThat(coarse.shape()).isEqualTo(exact.shape());
                    double apart = coarse.to(DType.F32).sub(exact).abs().largest().item();
                    assertThat(apart).isLessThan(0.02);
                });
    }

    private static double inside(Tensor pictures) {
        long side = pictures.size(2);
        return pictures.narrow(2, 1, side - 2).narrow(3, 1, side - 2).mean().item();
    }

    @Test
    void wrongInputIsNamed() {
        assertThatThrownBy(() -> FirResample.smooth(SMOOTH).forward(Tensor.ones(3, 8)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("F32[3, 8]");
        assertThatThrownBy(FirFilter::of).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new FirFilter.Plane(List.of(List.of(1.0, 2.0), List.of(1.0))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> FirResample.upsample(SMOOTH, 0))
                .isInstanceOf(ShapeException.class);
    }
}
