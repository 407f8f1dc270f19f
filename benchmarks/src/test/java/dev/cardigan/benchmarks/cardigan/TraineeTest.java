package dev.cardigan.benchmarks.cardigan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.SampleShape;
import dev.cardigan.tensor.Precision;
import dev.cardigan.training.Run;
import dev.cardigan.training.StepProfile;
import dev.cardigan.training.Trainer;
import dev.cardigan.zoo.CycleGan;
import dev.cardigan.zoo.StyleGan2;
import dev.cardigan.zoo.WganGp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small, because only that it runs is looked at; times are nowhere. */
class TraineeTest {

    private static final int STEPS = 12;

    static Stream<Trainee<?, ?>> small() {
        return Stream.of(
                Trainee.of(WganGp.RECIPE, new SampleShape(3, 16, 16), 4),
                Trainee.of(StyleGan2.RECIPE, new SampleShape(3, 8, 8), 4),
                Trainee.of(CycleGan.RECIPE, new SampleShape(3, 16, 16), 1),
                Subject.dcgan(4, 16, 8),
                Subject.TABLE.trainee());
    }

    @ParameterizedTest
    @MethodSource("small")
    void trainsAStepWithFiniteLosses(Trainee<?, ?> trainee) {
        try (Run<?> run = trainee.run(Precision.FP32)) {
            run.advance();

            assertThat(run.step()).isEqualTo(1);
            assertThat(run.log().drain().values()).isNotEmpty().allMatch(Double::isFinite);
        }
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectCanBeBuilt(Subject subject) {
        Trainee<?, ?> trainee = subject.trainee();

        assertThat(trainee.gan().phases()).isNotEmpty();
        assertThat(subject.unitsPerStep(trainee.batch())).isPositive();
    }

    @Test
    void sharedThingsOfABatchAreNotSharedWithTheNext() {
        Trainee<?, ?> trainee = Trainee.of(WganGp.RECIPE, new SampleShape(3, 16, 16), 2);
        try (Run<?> run = trainee.run(Precision.FP32)) {
            assertThat((Object) run.feed().next()).isNotSameAs(run.feed().next());
        }
    }

    /**
     * Of the 12 passes through the critic that a critic step takes, Flops counts 10. Three layers
     * at 16x16: two convolutions and one that covers its map, a product; the generator begins with
     * a product and has two transposed convolutions.
     */
    @Test
    void criticStepTakesThePassesThatFlopsTellsOf() {
        Trainee<?, ?> trainee = Trainee.of(WganGp.RECIPE, new SampleShape(3, 16, 16), 2);
        try (Run<?> run = trainee.run(Precision.FP32, STEPS)) {
            run.clock().start(STEPS);
            new Trainer(List.of(), (ignored, reason) -> {}, () -> false).train(run);

            Map<String, Double> calls =
                    run
                            .clock()
                            .profile()
                            .orElseThrow()
                            .closeLook()
                            .orElseThrow()
                            .operations()
                            .stream()
                            .collect(
                                    Collectors.toMap(
                                            StepProfile.Operation::name,
                                            StepProfile.Operation::calls));
            double layers = 2;
            double critics = 5;
            assertThat(calls.get("conv2d")).isEqualTo(critics * 2 * layers + layers);
            assertThat(calls.get("linear")).isEqualTo(critics * 2 + 1);
            assertThat(calls.get("convTranspose2d")).isEqualTo((critics + 1) * layers);
            assertThat(calls.get("matmul")).isEqualTo(critics + 1);
            // Back from the scores, back to the points, and zeros through all but the last layer.
            double back = critics * (2 * layers + (layers - 1));
            assertThat(calls.get("ConvolutionBackward0")).isEqualTo(back + 2 * layers);
            assertThat(calls.get("AddmmBackward0")).isEqualTo(critics * 2 + 1);
            assertThat(calls.get("ConvolutionBackwardBackward0")).isEqualTo(critics * layers);
            assertThat(calls.get("MmBackward0")).isEqualTo(critics + 1);
        }
    }
}
