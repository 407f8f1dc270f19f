package dev.cardigan.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.augment.DifferentiableAugmentation.Change;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferentiableAugmentationTest {

    private static Tensor apply(Change change, Tensor pictures, long seed) {
        return new DifferentiableAugmentation(List.of(change))
                .apply(pictures, RandomStream.seeded(seed));
    }

    /** One bright pixel in the middle shows where it went: at most an eighth of the side away. */
    @Test
    void translationMovesByUpToAnEighth() {
        Scope.run(
                () -> {
                    int side = 16;
                    float[] values = new float[64 * side * side];
                    for (int i = 0; i < 64; i++) {
                        values[i * side * side + 8 * side + 8] = 1;
                    }
                    float[] moved =
                            apply(Change.TRANSLATION, Tensor.of(values, 64, 1, side, side), 1)
                                    .toFloats();
                    boolean[] seen = new boolean[5];
                    for (int at = 0; at < moved.length; at++) {
                        if (moved[at] != 0) {
                            assertThat(moved[at]).isEqualTo(1);
                            int x = at % side;
                            int y = at / side % side;
                            assertThat(x).isBetween(6, 10);
                            assertThat(y).isBetween(6, 10);
                            seen[x - 6] = true;
                        }
                    }
                    assertThat(seen).containsOnly(true);
                });
    }

    @Test
    void cutoutTakesUpToAQuarterAndLeavesTheRest() {
        Scope.run(
                () -> {
                    Tensor cut = apply(Change.CUTOUT, Tensor.ones(50, 3, 12, 12), 2);
                    float[] left = cut.mean(false, 1, 2, 3).toFloats();
                    for (float share : left) {
                        assertThat(share).isBetween(0.75f, 0.94f);
                    }
                    assertThat(cut.toFloats()).containsOnly(0, 1);
                    Tensor odd = apply(Change.CUTOUT, Tensor.ones(5, 1, 7, 9), 2);
                    assertThat(odd.shape()).containsExactly(5, 1, 7, 9);
                });
    }

    /** A grey picture stays grey, and each has a brightness of its own. */
    @Test
    void colourChangesBrightnessPictureByPicture() {
        Scope.run(
                () -> {
                    Tensor changed = apply(Change.COLOUR, Tensor.zeros(40, 3, 4, 4), 3);
                    float[] levels = changed.mean(false, 1, 2, 3).toFloats();
                    Tensor spread = changed.sub(changed.mean(true, 1, 2, 3)).abs().largest();
                    assertThat(spread.item()).isLessThan(1e-6);
                    float lowest = 1;
                    float highest = -1;
                    for (float level : levels) {
                        assertThat(level).isBetween(-0.5f, 0.5f);
                        lowest = Math.min(lowest, level);
                        highest = Math.max(highest, level);
                    }
                    assertThat(highest - lowest).isGreaterThan(0.7f);
                });
    }

    @Test
    void gradientsGoThrough() {
        Tensor pictures = CentralDifferences.values(1, 2, 3, 4, 4);
        DifferentiableAugmentation all = new DifferentiableAugmentation(List.of(Change.values()));
        CentralDifferences.assertGradients(
                () -> all.apply(pictures, RandomStream.seeded(9)).square().sum(),
                List.of(pictures));
    }

    @Test
    void pointsAreRefused() {
        assertThatThrownBy(() -> apply(Change.CUTOUT, Tensor.ones(4, 2), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("F32[4, 2]");
    }
}
