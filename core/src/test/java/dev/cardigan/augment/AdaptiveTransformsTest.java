package dev.cardigan.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveTransformsTest {

    private static final AdaptiveTransforms ALL =
            AdaptiveTransforms.of(EnumSet.allOf(Transform.class), Strengths.PAPER);

    private static final AdaptiveTransforms USUAL =
            AdaptiveTransforms.of(Transform.BLIT_GEOMETRY_COLOUR, Strengths.PAPER);

    private static Tensor pictures(long channels, long side) {
        return RandomStream.seeded(5).uniform(-1, 1, 3, channels, side, side);
    }

    @Test
    void probabilityZeroTouchesNothingAndDrawsNothing() {
        Scope.run(
                () -> {
                    RandomStream stream = RandomStream.seeded(1);
                    Tensor pictures = pictures(3, 24);
                    assertThat(ALL.apply(pictures, 0, stream)).isSameAs(pictures);
                    float next = RandomStream.seeded(1).normal(1).toFloats()[0];
                    assertThat(stream.normal(1).toFloats()[0]).isEqualTo(next);
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void theSameDrawsGiveTheSamePicturesOfTheSameShape(long channels) {
        Scope.run(
                () -> {
                    Tensor pictures = pictures(channels, 24);
                    Tensor once = ALL.apply(pictures, 0.8, RandomStream.seeded(1));
                    Tensor again = ALL.apply(pictures, 0.8, RandomStream.seeded(1));
                    Tensor other = ALL.apply(pictures, 0.8, RandomStream.seeded(2));
                    assertThat(once.shape()).isEqualTo(pictures.shape());
                    assertThat(once.toFloats()).isEqualTo(again.toFloats());
                    assertThat(once.distance(other).item()).isGreaterThan(0.05);
                });
    }

    /** Pictures that carry gradients take another way to the same result. */
    @Test
    void bothWaysOfSamplingAgree() {
        Scope.run(
                () -> {
                    Tensor pictures = pictures(3, 16);
                    Tensor fast = USUAL.apply(pictures, 0.9, RandomStream.seeded(4));
                    pictures.requireGradient(true);
                    Tensor exact = USUAL.apply(pictures, 0.9, RandomStream.seeded(4));
                    double worst = exact.detach().sub(fast).abs().largest().item();
                    assertThat(worst).isCloseTo(0, within(1e-4));
                });
    }

    @Test
    void gradientsAreRightOnceAndTwice() {
        Tensor pictures = CentralDifferences.values(1, 1, 1, 5, 5);
        CentralDifferences.assertGradients(
                () -> USUAL.apply(pictures, 0.9, RandomStream.seeded(9)).square().sum(),
                List.of(pictures));
        CentralDifferences.assertGradients(
                () -> {
                    Tensor at =
                            pictures.requiresGradient()
                                    ? pictures
                                    : pictures.detach().requireGradient(true);
                    Tensor seen = USUAL.apply(at, 0.9, RandomStream.seeded(9));
                    Tensor slope = Gradient.of(seen.square().mul(seen).sum(), at);
                    return slope.square().sum();
                },
                List.of(pictures));
    }

    @Test
    void wrongShapesAreNamed() {
        Scope.run(
                () -> {
                    RandomStream stream = RandomStream.seeded(1);
                    assertThatThrownBy(() -> USUAL.apply(Tensor.ones(4, 2), 0.5, stream))
                            .isInstanceOf(ShapeException.class)
                            .hasMessageContaining("F32[4, 2]");
                    assertThatThrownBy(() -> USUAL.apply(Tensor.ones(4, 2, 8, 8), 0.5, stream))
                            .isInstanceOf(ShapeException.class)
                            .hasMessageContaining("1 or 3 channels");
                });
    }

    @Test
    void theControllerGoesOnFromItsState() {
        AdaptiveProbability controller = AdaptiveProbability.of(0.6, 4, 400, 1, 0);
        for (int i = 0; i < 6; i++) {
            controller.observe(Tensor.ones(10, 1));
        }
        assertThat(controller.meanSign()).isEqualTo(1);
        assertThat(controller.probability()).isEqualTo(0.1);
        AdaptiveProbability resumed = AdaptiveProbability.of(0.6, 4, 400, 1, 0);
        resumed.restore(controller.state());
        for (AdaptiveProbability each : List.of(controller, resumed)) {
            each.observe(Tensor.full(-1, 10, 1));
            each.observe(Tensor.full(-1, 10, 1));
            // Two batches of ones from before, two of minus ones: the mean sign is 0.
            assertThat(each.meanSign()).isZero();
            assertThat(each.probability()).isZero();
        }
        assertThatThrownBy(() -> AdaptiveProbability.of(0.6, 0, 400, 1, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("interval >= 1");
    }
}
