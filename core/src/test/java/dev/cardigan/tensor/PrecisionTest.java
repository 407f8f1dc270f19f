package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    /** Bfloat16 keeps 8 significant bits: one rounding is at most 2^-9 of the value. */
    private static final double ROUNDING = Math.pow(2, -9);

    private static final Tensor X = CentralDifferences.values(1, 16, 32).to(DType.F32);
    private static final Tensor WEIGHT = CentralDifferences.values(2, 8, 32).to(DType.F32);

    private static Tensor product() {
        return X.linear(WEIGHT, Optional.empty());
    }

    @Test
    void mixedPrecisionIsNearF32ButNotEqual() {
        float[] exact = product().toFloats();
        Tensor mixed = Precision.BF16.during(Device.CPU, PrecisionTest::product);
        assertThat(mixed.dtype()).isEqualTo(DType.BF16);
        float[] rounded = mixed.toFloats();
        // Each of 32 products of numbers up to 1.5 has two rounded factors; the sum is rounded
        // once.
        double bound = ROUNDING * (2 * 32 * 1.5 * 1.5 + 32 * 1.5 * 1.5);
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i] - rounded[i]));
        }
        assertThat(largest).isPositive().isLessThan(bound);
    }

    @Test
    void weightsAndGradientsStayInF32() {
        Tensor weight = WEIGHT.clone(true).requireGradient(true);
        Tensor loss =
                Precision.BF16.during(
                        Device.CPU, () -> X.linear(weight, Optional.empty()).square().mean());
        loss.backward();
        assertThat(weight.dtype()).isEqualTo(DType.F32);
        assertThat(weight.gradient().orElseThrow().dtype()).isEqualTo(DType.F32);
    }

    @Test
    void aPartOfAMixedPassCanBeInFull() {
        float[] exact = product().toFloats();
        Tensor after =
                Precision.BF16.during(
                        Device.CPU,
                        () -> {
                            Tensor full = Precision.FP32.during(Device.CPU, PrecisionTest::product);
                            assertThat(full.dtype()).isEqualTo(DType.F32);
                            assertThat(full.toFloats()).isEqualTo(exact);
                            return product();
                        });
        assertThat(after.dtype()).isEqualTo(DType.BF16);
    }

    @Test
    void endsWithItsBodyEvenWhenThatFails() {
        assertThat(Precision.FP32.during(Device.CPU, PrecisionTest::product).dtype())
                .isEqualTo(DType.F32);
        assertThatThrownBy(
                        () ->
                                Precision.BF16.during(
                                        Device.CPU,
                                        () -> {
                                            throw new IllegalStateException("on purpose");
                                        }))
                .hasMessage("on purpose");
        assertThat(product().dtype()).isEqualTo(DType.F32);
    }

    /** A narrow copy that is kept would be that of the weight as it was. */
    @Test
    void aWeightThatChangesWithinAPassIsSeenAsItIs() {
        Tensor weight = WEIGHT.clone(true).requireGradient(true);
        Tensor after =
                Precision.BF16.during(
                        Device.CPU,
                        () -> {
                            X.linear(weight, Optional.empty());
                            weight.fill(0);
                            return X.linear(weight, Optional.empty());
                        });
        assertThat(after.toFloats()).containsOnly(0);
    }

    /** A narrow copy that is kept would have no graph. */
    @Test
    void whatIsComputedUntrackedHidesNoGradient() {
        Tensor weight = WEIGHT.clone(true).requireGradient(true);
        Tensor loss =
                Precision.BF16.during(
                        Device.CPU,
                        () -> {
                            Gradient.untracked(() -> X.linear(weight, Optional.empty()));
                            return X.linear(weight, Optional.empty()).sum();
                        });
        assertThat(loss.requiresGradient()).isTrue();
    }

    @Test
    void whatHeldBeforeAMixedPassHoldsAfterIt() {
        ScalarType before = torch.get_autocast_dtype(DeviceType.CPU);
        Tensor after =
                Precision.BF16.during(
                        Device.CPU,
                        () -> {
                            Precision.BF16.during(Device.CPU, PrecisionTest::product);
                            return product();
                        });
        assertThat(after.dtype()).isEqualTo(DType.BF16);
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.Half);
        try {
            Precision.BF16.during(Device.CPU, PrecisionTest::product);
            assertThat(torch.get_autocast_dtype(DeviceType.CPU).intern())
                    .isEqualTo(ScalarType.Half);
            assertThat(torch.is_autocast_cache_enabled()).isTrue();
        } finally {
            torch.set_autocast_dtype(DeviceType.CPU, before);
        }
    }
}
