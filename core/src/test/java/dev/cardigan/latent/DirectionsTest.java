package dev.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectionsTest {

    @TempDir private Path folder;

    private static Directions some() {
        return new Directions(
                "w",
                "sefa",
                new Layers(1, 3),
                "abc",
                List.of("smile", "1"),
                new float[] {1, 0, 0, 0, 0.6f, 0.8f},
                new float[] {2, 0.5f},
                new float[] {0.7f, 0.1f});
    }

    @Test
    void aFileHoldsAllOfIt() {
        Path file = folder.resolve("some.safetensors");
        some().write(file);
        Directions read = Directions.read(file);
        assertThat(read).usingRecursiveComparison().isEqualTo(some());
        assertThat(read.step(1)).containsExactly(0, 0.3f, 0.4f);
    }

    @Test
    void directionsAreFoundByNameAndByNumber() {
        assertThat(some().find("smile")).isZero();
        assertThat(some().find("1")).isEqualTo(1);
        assertThat(some().find("0")).isZero();
        assertThatThrownBy(() -> some().find("2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("0 to 1 or one of smile, 1, found '2'");
    }

    @Test
    void anotherFileIsRefused() {
        Path file = folder.resolve("other.safetensors");
        SafeTensors.write(
                file, TensorFile.of(Map.of("vectors", TensorData.of(new float[] {1}, 1))));
        assertThatThrownBy(() -> Directions.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("latent directions");
    }

    @Test
    void layersAreReadAndRefused() {
        assertThat(Layers.parse("2-4", 5)).isEqualTo(new Layers(2, 4)).hasToString("2-4");
        assertThat(Layers.parse("3", 5)).isEqualTo(new Layers(3, 3)).hasToString("3");
        for (String wrong : List.of("3-5", "4-3", "-1", "a", "")) {
            assertThatThrownBy(() -> Layers.parse(wrong, 5))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("within 0-4");
        }
    }

    @Test
    void onlyTheLayersNamedAreChanged() {
        RandomStream stream = RandomStream.seeded(1);
        Tensor codes = stream.normal(2, 5, 3);
        Tensor moved = new Layers(1, 2).moved(codes, Tensor.ones(1, 1, 3));
        Tensor apart = moved.sub(codes);
        assertThat(apart.narrow(1, 0, 1).abs().largest().item()).isZero();
        assertThat(apart.narrow(1, 3, 2).abs().largest().item()).isZero();
        assertThat(apart.narrow(1, 1, 2).sub(1).abs().largest().item()).isLessThan(1e-6);
        Tensor others = stream.normal(2, 5, 3);
        Tensor mixed = new Layers(3, 4).exchanged(codes, others);
        assertThat(mixed.narrow(1, 0, 3).toFloats()).isEqualTo(codes.narrow(1, 0, 3).toFloats());
        assertThat(mixed.narrow(1, 3, 2).toFloats()).isEqualTo(others.narrow(1, 3, 2).toFloats());
    }
}
