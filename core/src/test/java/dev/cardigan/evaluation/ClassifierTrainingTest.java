package dev.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.data.Digits;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Progress;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainingTest {

    @TempDir private Path folder;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    @Test
    void learnsDigitsItHasNotSeen() {
        ClassifierTraining training = new ClassifierTraining(Digits.of(16, 640, 1), 1, 120);
        assertThat(training.accuracy(Digits.of(16, 200, 2), Progress.SILENT)).isGreaterThan(0.8);
    }

    @Test
    void needsClasses() {
        MemoryPictures plain =
                new MemoryPictures(
                        "plain", MemoryPictures.of(Digits.of(16, 20, 1)).pictures(), List.of());
        assertThatThrownBy(() -> ClassifierTraining.of(plain, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 classes, found 0");
        assertThatThrownBy(
                        () ->
                                Extractors.open(
                                        "auto", plain, new MeasureCache(folder), Progress.SILENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--inception FILE");
    }

    @Test
    void otherWeightsAreNamedByTheirHash() {
        Path file = folder.resolve("other.safetensors");
        SafeTensors.write(
                file, TensorFile.of(Map.of("layer.weight", TensorData.of(new float[] {1, 2}, 2))));
        assertThatThrownBy(() -> ClassifierExtractor.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("other.safetensors (weights ")
                .hasMessageContaining("layer.weight")
                .hasMessageContaining("train-extractor");
        assertThatThrownBy(
                        () ->
                                Extractors.open(
                                        "inception:" + file,
                                        Digits.of(16, 20, 1),
                                        new MeasureCache(folder),
                                        Progress.SILENT))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("Inception-v3")
                .hasMessageContaining("layer.weight");
    }

    @Test
    void featuresComeFromTheDiskTheSecondTimeAndAreMadeAnewWhereDamaged() throws Exception {
        MeasureCache cache = new MeasureCache(folder);
        Digits digits = Digits.of(16, 40, 1);
        try (ClassifierExtractor extractor = ClassifierExtractor.random(1)) {
            float[] first = features(cache, extractor, digits);
            Path stored;
            try (var files = Files.list(folder.resolve("features"))) {
                stored = files.findFirst().orElseThrow();
            }
            byte[] written = Files.readAllBytes(stored);
            assertThat(features(cache, extractor, digits)).isEqualTo(first);
            Files.write(stored, new byte[] {1, 2, 3});
            assertThat(features(cache, extractor, digits)).isEqualTo(first);
            assertThat(Files.readAllBytes(stored)).isEqualTo(written);
        }
    }

    private static float[] features(
            MeasureCache cache, ClassifierExtractor extractor, Digits digits) {
        return Scope.tidy(
                () -> cache.features(extractor, digits, Progress.SILENT).features().toFloats());
    }

    @Test
    void theRandomExtractorIsAlwaysTheSame() {
        try (ClassifierExtractor one = ClassifierExtractor.random(3);
                ClassifierExtractor other = ClassifierExtractor.random(3)) {
            assertThat(one.hash()).isEqualTo(other.hash());
            Scope.run(
                    () -> {
                        Tensor pictures = Tensor.ones(2, 3, 20, 20);
                        assertThat(one.of(pictures).features().toFloats())
                                .isEqualTo(other.of(pictures).features().toFloats());
                    });
        }
    }
}
