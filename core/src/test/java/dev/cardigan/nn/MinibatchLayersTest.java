package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MinibatchLayersTest {

    private static final RandomStream STREAM = RandomStream.seeded(3);

    @Test
    void theFirstTrainingBatchSetsScaleAndBias() {
        MinibatchDiscrimination layer = MinibatchDiscrimination.of(6, 4, 3, STREAM);
        Tensor x = STREAM.normal(16, 6);
        Tensor untrained = Mode.EVALUATION.during(() -> layer.closeness(x));
        assertThat(layer.begun().orElseThrow().value().item()).isZero();
        Tensor o = layer.closeness(x);
        assertThat(o.mean(false, 0).toFloats()).containsOnly(new float[] {0}, within(1e-5f));
        assertThat(o.sub(untrained).norm().item()).isGreaterThan(0.1);
        assertThat(layer.begun().orElseThrow().value().item()).isEqualTo(1);
        // Later batches move nothing.
        float[] before = layer.bias().orElseThrow().value().toFloats();
        assertThat(layer.forward(STREAM.normal(8, 6)).shape()).containsExactly(8, 10);
        assertThat(layer.bias().orElseThrow().value().toFloats()).isEqualTo(before);
    }

    @Test
    void aCollapsedBatchLooksCloserThanASpreadOne() {
        MinibatchDiscrimination layer =
                MinibatchDiscrimination.plain(6, 4, 3, false, RandomStream.seeded(1));
        Tensor spread = STREAM.normal(8, 6).mul(20);
        Tensor collapsed = spread.narrow(0, 0, 1).expand(8, 6);
        assertThat(layer.closeness(collapsed).toFloats())
                .containsOnly(new float[] {7}, within(1e-4f));
        assertThat(layer.closeness(spread).mean().item()).isLessThan(4);
    }

    @Test
    void deviationRefusesABatchOfBrokenGroups() {
        assertThatThrownBy(() -> MinibatchStandardDeviation.PAPER.forward(Tensor.ones(6, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "minibatchDeviation: expected a batch of whole groups of 4 and channels in 1 equal shares, found F32[6, 3]; set batch to a multiple of 4");
        assertThat(MinibatchStandardDeviation.PAPER.forward(Tensor.ones(8, 3)).shape())
                .containsExactly(8, 4);
    }

    @Test
    void packsAreRowsInTheChannelsAndComeBack() {
        Pack pack = new Pack(2);
        Tensor x = Tensor.arange(12).reshape(4, 3);
        assertThat(pack.forward(x).select(0, 1).toLongs()).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(pack.unpacked(pack.forward(x)).toLongs()).isEqualTo(x.toLongs());
        assertThat(pack.forward(Tensor.ones(4, 3, 5, 5)).shape()).containsExactly(2, 6, 5, 5);
        assertThatThrownBy(() -> pack.forward(Tensor.ones(3, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "packing: expected a batch of whole packs of 2, found 3 samples; set batch to a multiple of 2");
    }

    @Test
    void virtualBatchNormTreatsEverySampleAlone() {
        Tensor reference = STREAM.normal(5, 3, 2, 2);
        VirtualBatch network = VirtualBatch.of(VirtualBatchNorm.of(3, 5), reference);
        Tensor x = STREAM.normal(4, 3, 2, 2);
        Tensor together = network.forward(x);
        Tensor alone = network.forward(x.narrow(0, 2, 1));
        assertThat(together.narrow(0, 2, 1).sub(alone).abs().largest().item()).isLessThan(1e-6);
        // One more of the reference is normalised by the mean of all six.
        Tensor six = reference.cat(0, x.narrow(0, 2, 1));
        Tensor mean = six.mean(true, 0, 2, 3);
        Tensor variance = six.sub(mean).square().mean(true, 0, 2, 3);
        Tensor expected = x.narrow(0, 2, 1).sub(mean).div(variance.add(1e-5).sqrt());
        assertThat(expected.sub(alone).abs().largest().item()).isLessThan(1e-5);
    }

    @Test
    void orthogonalWeightsKeepLengths() {
        Initializer initializer = Initializer.orthogonal(RandomStream.seeded(1), 1.5);
        for (long[] shape : new long[][] {{6, 4}, {4, 6}, {4, 2, 3, 3}}) {
            Tensor weight = initializer.weight(1, 1, shape);
            assertThat(weight.shape()).isEqualTo(shape);
            Tensor matrix = weight.reshape(shape[0], -1);
            Tensor tall = matrix.size(0) > matrix.size(1) ? matrix : matrix.transpose(0, 1);
            Tensor gram = tall.transpose(0, 1).matmul(tall).div(1.5 * 1.5);
            Tensor identity = Tensor.arange(gram.size(0)).oneHot(gram.size(0));
            assertThat(gram.sub(identity).abs().largest().item()).isLessThan(1e-6);
        }
        assertThat(initializer.bias(3, 4).toFloats()).containsOnly(0);
    }
}
