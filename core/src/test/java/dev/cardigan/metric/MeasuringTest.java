package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.TorchZip;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.metric.FrechetDistance.Moments;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {

    @TempDir Path folder;

    @Test
    void momentsOfManyRowsAreThoseOfAllTogether() {
        Scope.run(
                () -> {
                    // More rows than are taken in at once.
                    Tensor features = RandomStream.seeded(1).normal(9000, 4).add(3);
                    Moments found = Moments.of(features);
                    Tensor wide = features.to(dev.cardigan.tensor.DType.F64);
                    Tensor centred = wide.sub(wide.mean(true, 0));
                    double[] expected =
                            centred.transpose(0, 1).matmul(centred).div(8999).toDoubles();
                    double[] covariance =
                            found.root().transpose(0, 1).matmul(found.root()).toDoubles();
                    assertThat(covariance).containsExactly(expected, Offset.offset(1e-12));
                });
    }

    @Test
    void oneSampleHasNoCovariance() {
        assertThatThrownBy(() -> Moments.of(Tensor.ones(1, 4)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 2 samples, found 1");
    }

    @Test
    void aBootstrapIntervalOfAMeanIsThatOfTheory() {
        Scope.run(
                () -> {
                    Tensor values = RandomStream.seeded(2).normal(400);
                    double mean = values.mean().item();
                    Interval found =
                            Interval.bootstrap(
                                    mean,
                                    400,
                                    200,
                                    RandomStream.seeded(3),
                                    rows -> values.indexSelect(0, rows).mean().item());
                    double expected = 1.96 * values.standardDeviation().item() / 20;
                    assertThat((found.high() - found.low()) / 2)
                            .isCloseTo(expected, Offset.offset(0.2 * expected));
                });
    }

    @Test
    void aShareOfNothingStillHasAnInterval() {
        Interval none = Interval.ofShare(0, 100);
        assertThat(none.low()).isZero();
        assertThat(Interval.ofShare(1, 100).high()).isEqualTo(1);
        assertThat(Interval.ofShare(0, 1918).low()).isZero(); // rounding once left 1e-19
        assertThat(none.high()).isBetween(0.02, 0.05);
    }

    @Test
    void weightsOfOtherKindsOfFilesAreRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("pt_inception.pth"), "no weights at all");
        assertThatThrownBy(() -> Inception.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected weights as .safetensors, .pt or .pth");
    }

    /** The other half, that the right ones are taken, needs 90 MB: see the golden network. */
    @Test
    void stateDictionariesOfPytorchAreLookedAt() throws IOException {
        Map<String, TensorData> other =
                Map.of("Conv2d_1a_3x3.conv.weight", TensorData.of(new float[4], 4, 1, 1, 1));
        Path file = Files.write(folder.resolve("other.pth"), TorchZip.of(other));
        assertThatThrownBy(() -> Inception.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no weight 'Conv2d_1a_3x3.bn.running_mean'");
    }

    @Test
    void smallScalesAreRefusedWithTheirSize() {
        Tensor small = Tensor.ones(1, 1, 32, 32);
        assertThatThrownBy(
                        () ->
                                PictureSimilarity.multiScale(
                                        small, small, 3, PictureSimilarity.Means.PER_CHANNEL))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("8 pixels");
    }

    @Test
    void theNameOfAScoreHoldsItsProtocol() {
        Stamp stamp =
                new Stamp("mnist-net-v1", "abc", "r", 10_000, 60_000, "train", "d", "average", 1);
        assertThat(stamp.name("fid")).isEqualTo("fid10k_train_mnist-net-v1");
    }
}
