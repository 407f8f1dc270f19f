package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What layers do besides their derivative: gates, modes, statistics, sizes. */
class LayerBehaviourTest {

    private static final Initializer INITIALIZER = Initializer.uniform(RandomStream.seeded(4));

    private static Tensor picture(long... shape) {
        return CentralDifferences.values(1, shape).to(DType.F32);
    }

    @Test
    void selfAttentionStartsAsTheIdentity() {
        SelfAttention attention = SelfAttention.of(8, INITIALIZER);
        Tensor x = picture(2, 8, 3, 3);
        assertThat(attention.forward(x).toFloats()).isEqualTo(x.toFloats());
        attention.gate().value().set(Tensor.full(0.5, 1));
        assertThat(attention.forward(x).toFloats()).isNotEqualTo(x.toFloats());
    }

    @Test
    void batchNormNormalisesInTrainingAndUsesItsRunningStatisticsInEvaluation() {
        BatchNorm norm = BatchNorm.of(1);
        Tensor x = Tensor.of(new float[] {1, 3}, 2, 1);
        // Mean 2, biased variance 1; the unbiased one, 2, goes into the running statistics.
        assertThat(norm.forward(x).toFloats()).containsExactly(new float[] {-1, 1}, closeTo(1e-4));
        assertThat(norm.runningMean().value().item()).isEqualTo(0.1 * 2, closeToDouble(1e-6));
        assertThat(norm.runningVariance().value().item())
                .isEqualTo(0.9 + 0.1 * 2, closeToDouble(1e-6));
        float[] evaluated = Mode.EVALUATION.during(() -> norm.forward(x).toFloats());
        float scale = (float) (1 / Math.sqrt(1.1 + 1e-5));
        assertThat(evaluated)
                .containsExactly(new float[] {0.8f * scale, 2.8f * scale}, closeTo(1e-5));
        assertThat(norm.runningMean().value().item()).isEqualTo(0.1 * 2, closeToDouble(1e-6));
    }

    private static Offset<Float> closeTo(double bound) {
        return Offset.offset((float) bound);
    }

    private static Offset<Double> closeToDouble(double bound) {
        return Offset.offset(bound);
    }

    @Test
    void modesNestAndEndWithTheirBody() {
        assertThat(Mode.isTraining()).isTrue();
        boolean inner =
                Mode.EVALUATION.during(
                        () -> {
                            assertThat(Mode.isTraining()).isFalse();
                            return Mode.TRAINING.during(Mode::isTraining);
                        });
        assertThat(inner).isTrue();
        assertThatThrownBy(
                        () ->
                                Mode.EVALUATION.during(
                                        () -> {
                                            throw new IllegalStateException("on purpose");
                                        }))
                .hasMessage("on purpose");
        assertThat(Mode.isTraining()).isTrue();
    }

    @Test
    void whatLiesBetweenLayersIsFreedDuringThePass() {
        Layer same = x -> x;
        Layer view = x -> x.reshape(2, -1);
        List<Tensor> seen = new ArrayList<>();
        Layer watching =
                x -> {
                    seen.add(x);
                    return x.add(1);
                };
        Tensor x = Tensor.zeros(2, 2, 1);
        Scope.run(
                () -> {
                    Tensor y =
                            Sequential.of(same, watching, same, view, watching, Activation.RELU)
                                    .forward(x);
                    assertThat(y.toFloats()).containsOnly(2);
                });
        assertThat(seen.get(1).handle().isNull()).isTrue();
        assertThat(x.toFloats()).containsOnly(0);
        seen.clear();
        long freed =
                Scope.tidy(
                        () -> {
                            Sequential.of(watching, same, watching, watching).forward(x);
                            return seen.stream().filter(each -> each.handle().isNull()).count();
                        });
        assertThat(freed).isEqualTo(2);
    }

    @Test
    void convolutionsHaveTheSidesTheirFormulaSays() {
        Tensor x = picture(2, 3, 8, 9);
        assertThat(Convolution.of(3, 5, 4, INITIALIZER).stride(2).padding(1).forward(x).shape())
                .containsExactly(2, 5, 4, 4); // (8 + 2 - 4) / 2 + 1, (9 + 2 - 4) / 2 + 1
        assertThat(
                        TransposedConvolution.of(3, 5, 4, INITIALIZER)
                                .stride(2)
                                .padding(1)
                                .outputPadding(1)
                                .forward(x)
                                .shape())
                .containsExactly(2, 5, 17, 19); // (8 - 1) * 2 - 2 + 4 + 1
    }

    @Test
    void initializersHaveTheSpreadTheyPromise() {
        RandomStream stream = RandomStream.seeded(9);
        assertThat(spread(Initializer.normal(stream, 0.02).weight(50, 200, 200, 50)))
                .isEqualTo(0.02, closeToDouble(0.001));
        assertThat(spread(Initializer.he(stream).weight(50, 200, 200, 50)))
                .isEqualTo(Math.sqrt(2.0 / 50), closeToDouble(0.01));
        // A uniform distribution on [-a, a] has the standard deviation a / sqrt(3).
        assertThat(spread(Initializer.xavier(stream).weight(50, 200, 200, 50)))
                .isEqualTo(Math.sqrt(6.0 / 250 / 3), closeToDouble(0.005));
        assertThat(spread(Initializer.uniform(stream).weight(50, 200, 200, 50)))
                .isEqualTo(Math.sqrt(1.0 / 50 / 3), closeToDouble(0.005));
        assertThat(Initializer.he(stream).bias(50, 3).toFloats()).containsOnly(0);
    }

    private static double spread(Tensor values) {
        return values.standardDeviation().item();
    }
}
