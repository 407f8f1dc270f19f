package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralNormTest {

    private static final double LARGEST = 3;

    /** A matrix [2, 2] with the singular values 3 and 1.5, made of two rotations. */
    private static Tensor matrix() {
        Tensor scales = Tensor.of(new float[] {(float) LARGEST, 0, 0, 1.5f}, 2, 2);
        return rotation(0.4).matmul(scales).matmul(rotation(-1.1));
    }

    private static Tensor rotation(double angle) {
        float cosine = (float) Math.cos(angle);
        float sine = (float) Math.sin(angle);
        return Tensor.of(new float[] {cosine, -sine, sine, cosine}, 2, 2);
    }

    private static double sigma(SpectralNorm norm) {
        Tensor raw = norm.parameter().value();
        return raw.square().sum().div(raw.mul(norm.value()).sum()).item();
    }

    @Test
    void itsEstimateRisesToTheLargestSingularValueAndNeverAboveIt() {
        SpectralNorm norm = SpectralNorm.of(new Parameter(matrix()), 0, RandomStream.seeded(3));
        double before = 0;
        for (int i = 0; i < 20; i++) {
            double now = Math.abs(sigma(norm));
            assertThat(now).isLessThanOrEqualTo(LARGEST + 1e-5);
            assertThat(now).isGreaterThanOrEqualTo(before - 1e-5);
            before = now;
        }
        // The error falls by (1.5 / 3)^2 = 1/4 with every iteration.
        assertThat(before).isCloseTo(LARGEST, within(1e-5));
    }

    @Test
    void evaluationLeavesTheVectorsAlone() {
        SpectralNorm norm = SpectralNorm.of(new Parameter(matrix()), 0, RandomStream.seeded(3));
        float[] u = norm.u().value().toFloats();
        float[] v = norm.v().value().toFloats();
        Mode.EVALUATION.during(norm::value);
        assertThat(norm.u().value().toFloats()).isEqualTo(u);
        assertThat(norm.v().value().toFloats()).isEqualTo(v);
        norm.value();
        assertThat(norm.u().value().toFloats()).isNotEqualTo(u);
    }

    @Test
    void aZeroWeightStaysFiniteInItsVectors() {
        SpectralNorm norm =
                SpectralNorm.of(new Parameter(Tensor.zeros(3, 2)), 0, RandomStream.seeded(3));
        norm.value();
        assertThat(norm.u().value().toFloats()).containsOnly(0);
        assertThat(norm.v().value().toFloats()).containsOnly(0);
    }

    /** The result does not depend on the weight's size, so its slope along the weight is zero. */
    @ParameterizedTest
    @EnumSource
    void theSizeItDividesByHasAGradientInEitherPrecision(Precision precision) {
        Tensor weight = matrix().requireGradient(true);
        Tensor x = Tensor.of(new float[] {1, 2, -1, 3}, 2, 2);
        SpectralNorm norm = SpectralNorm.of(new Parameter(weight), 0, RandomStream.seeded(3));
        Tensor loss =
                precision.during(
                        Device.CPU, () -> x.linear(norm.value(), Optional.empty()).square().sum());
        loss.backward();
        double along = weight.detach().mul(weight.gradient().orElseThrow()).sum().item();
        // With a constant size it would be twice the loss.
        assertThat(along).isCloseTo(0, within(0.05 * loss.item()));
    }
}
