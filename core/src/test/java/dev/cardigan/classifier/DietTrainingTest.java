package dev.cardigan.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.augment.ClassicalAugmentation;
import dev.cardigan.augment.ClassicalAugmentation.Move;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.metric.Classifier;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DietTrainingTest {

    private static final DietTraining SHORT = new DietTraining(30, 16, 2e-3);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    /** Class 0 is bright above, class 1 below, under noise. */
    private static LabelledPictures halves(int count, long seed) {
        RandomStream stream = RandomStream.seeded(seed);
        Tensor labels = stream.integers(2, count);
        Tensor sign = labels.oneHot(2).select(1, 0).mul(2).sub(1).reshape(count, 1, 1, 1);
        Tensor above = Tensor.ones(1, 1, 8, 16).cat(2, Tensor.full(-1, 1, 1, 8, 16));
        Tensor pictures = above.mul(sign).mul(0.3).add(stream.normal(count, 1, 16, 16).mul(0.3));
        return Scope.keep(new LabelledPictures(pictures, labels));
    }

    @Test
    void learnsWhatItIsFedAndRepeatsItself() {
        LabelledPictures training = halves(40, 1);
        LabelledPictures test = halves(100, 2);
        Diet diet =
                new Diet(
                        "halves",
                        List.of(training, halves(40, 3)),
                        Optional.of(new ClassicalAugmentation(List.of(Move.SHIFT, Move.FLIP))));
        Classifier classifier = SHORT.on(diet, 2, 7);
        assertThat(Answers.of(classifier, test).share()).isGreaterThan(0.95);
        Classifier again = SHORT.on(diet, 2, 7);
        assertThat(again.head().weight().value().toFloats())
                .isEqualTo(classifier.head().weight().value().toFloats());
        assertThat(DietTraining.features(classifier, test.pictures()).shape())
                .containsExactly(100, Classifier.FEATURES);
        Scope.release(classifier);
        Scope.release(again);
        assertThatThrownBy(() -> new DietTraining(0, 16, 1e-3)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new LabelledPictures(Tensor.ones(3, 1, 8, 8), Tensor.arange(2)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void copiesAreTold() {
        Scope.run(
                () -> {
                    Tensor training = RandomStream.seeded(1).normal(30, 1, 8, 8);
                    Tensor heldOut = RandomStream.seeded(2).normal(200, 1, 8, 8);
                    Tensor fresh = RandomStream.seeded(3).normal(200, 1, 8, 8);
                    assertThat(NearCopies.of(fresh, heldOut, training).share())
                            .isCloseTo(0.01, within(0.03));
                    Tensor copied = training.mul(1.001).cat(0, fresh.narrow(0, 0, 90));
                    NearCopies copies = NearCopies.of(copied, heldOut, training);
                    assertThat(copies.share()).isCloseTo(0.25, within(0.03));
                    assertThat(Arrays.stream(copies.nearest(30))).allMatch(number -> number < 30);
                    assertThat(copies.medianGenerated())
                            .isCloseTo(copies.medianHeldOut(), within(0.5));
                });
    }

    @Test
    void classicalMovesKeepTheSceneAndFlipsMirrorIt() {
        Scope.run(
                () -> {
                    Tensor grey = Tensor.full(0.25, 6, 3, 12, 10);
                    ClassicalAugmentation all = new ClassicalAugmentation(List.of(Move.values()));
                    Tensor moved = all.apply(grey, RandomStream.seeded(1));
                    assertThat(moved.shape()).isEqualTo(grey.shape());
                    assertThat(moved.sub(0.25).abs().largest().item()).isLessThan(1e-6);
                    Tensor ramp = Tensor.arange(8).to(grey.dtype()).expand(40, 1, 4, 8);
                    Tensor flipped =
                            new ClassicalAugmentation(List.of(Move.FLIP))
                                    .apply(ramp, RandomStream.seeded(2));
                    float[] left = flipped.select(2, 0).select(2, 0).toFloats();
                    assertThat(left).hasSize(40);
                    int mirrored = 0;
                    for (float value : left) {
                        assertThat(Math.min(value, 7 - value)).isCloseTo(0, within(1e-4f));
                        mirrored += value > 3 ? 1 : 0;
                    }
                    assertThat(mirrored).isBetween(10, 30);
                });
    }
}
