package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResizerTest {

    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    @Test
    void enlargingIsBilinearEitherWay() {
        Scope.run(
                () -> {
                    Tensor x = Tensor.arange(2 * 3 * 5 * 7).to(dev.cardigan.tensor.DType.F32);
                    Tensor pictures = x.reshape(2, 3, 5, 7).div(100);
                    float[] one = Resizer.BILINEAR.apply(pictures, 9, 13).toFloats();
                    float[] other = Resizer.ANTIALIASED.apply(pictures, 9, 13).toFloats();
                    assertThat(other).containsExactly(one, CLOSE);
                });
    }

    @Test
    void shrinkingAveragesWhatTheOtherSkips() {
        Scope.run(
                () -> {
                    // Columns 0 1 0 1 ..: two taps between them, or all under the triangle.
                    float[] stripes = new float[16];
                    for (int i = 0; i < stripes.length; i++) {
                        stripes[i] = i % 4 == 0 ? 1 : 0;
                    }
                    Tensor pictures = Tensor.of(stripes, 1, 1, 1, 16);
                    float[] aliased = Resizer.BILINEAR.apply(pictures, 1, 4).toFloats();
                    float[] smooth = Resizer.ANTIALIASED.apply(pictures, 1, 4).toFloats();
                    assertThat(aliased).containsExactly(new float[] {0, 0, 0, 0}, CLOSE);
                    assertThat(smooth[1]).isCloseTo(0.25f, Offset.offset(0.07f));
                });
    }
}
