package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void appendsOneLineForEachMeasurementAcrossOpenings() throws IOException {
        append(1, 2);
        append(3);

        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"step\":1,\"loss\":1.0}\n{\"step\":2,\"loss\":2.0}\n{\"step\":3,\"loss\":3.0}\n");
        assertThat(steps()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void survivesACutAtEveryByte() throws IOException {
        append(1, 2, 3);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(file, cut);
            int complete = 0;
            for (byte character : cut) {
                complete += character == '\n' ? 1 : 0;
            }

            assertThat(MetricsReader.read(file)).as("cut at %d", length).hasSize(complete);
            append(9);
            assertThat(MetricsReader.read(file)).as("cut at %d", length).hasSize(complete + 1);
            assertThat(steps().get(complete)).isEqualTo(9L);
        }
    }

    @Test
    void findsTheLastLineFeedFarFromTheEnd() throws IOException {
        append(1);
        Files.writeString(file, "{\"step\":2" + " ".repeat(50_000), StandardOpenOption.APPEND);

        append(3);

        assertThat(steps()).containsExactly(1L, 3L);
    }

    @Test
    void forgetsLaterStepsAndGoesOn() {
        append(100, 200, 300, 400);
        try (MetricsLog log = MetricsLog.of(file)) {
            log.truncateAfter(200);
            assertThat(steps()).containsExactly(100L, 200L);
            log.append(measurement(250));
            log.force();
        }
        assertThat(steps()).containsExactly(100L, 200L, 250L);
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void keepsTheBytesOfTheLinesItKeeps() throws IOException {
        String kept = "{ \"step\": 1, \"loss\": 1.50e0 }\n";
        Files.writeString(file, kept + "{\"step\":7}\n{\"step\":8,\"lo");
        try (MetricsLog log = MetricsLog.of(file)) {
            log.truncateAfter(6);
        }
        assertThat(Files.readString(file)).isEqualTo(kept);
    }

    @Test
    void dropsDamageBehindTheLastStepToKeep() throws IOException {
        Files.writeString(file, "{\"step\":1}\n\0\0\0\0\n{\"step\":3}\n");
        try (MetricsLog log = MetricsLog.of(file)) {
            log.truncateAfter(2);
        }
        assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n");
    }

    @Test
    void refusesDamageBetweenStepsToKeepAndChangesNothing() throws IOException {
        String damaged = "{\"step\":1}\nnonsense\n{\"step\":3}\n";
        Files.writeString(file, damaged);
        try (MetricsLog log = MetricsLog.of(file)) {
            assertThatThrownBy(() -> log.truncateAfter(3))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("line 2 of " + file);
            log.append(measurement(4));
        }
        assertThat(Files.readString(file)).isEqualTo(damaged + "{\"step\":4,\"loss\":4.0}\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void readerNamesTheDamagedLine() throws IOException {
        Files.writeString(file, "{\"step\":1}\n{\"step\":\n");

        assertThatThrownBy(() -> MetricsReader.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2 of " + file)
                .hasRootCauseInstanceOf(tools.jackson.core.JacksonException.class);
    }

    @Test
    void saysThatTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(
                Files.isWritable(full), "no /dev/full here: the full disk was not tried");
        try (MetricsLog log = MetricsLog.of(full)) {
            assertThatThrownBy(() -> log.append(measurement(1)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Cannot write /dev/full: needed 22 bytes")
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void saysThatTheFolderIsMissing() {
        Path missing = folder.resolve("missing").resolve("metrics.jsonl");

        assertThatThrownBy(() -> MetricsLog.of(missing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> MetricsReader.read(missing))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(missing.toString());
    }

    private void append(long... steps) {
        try (MetricsLog log = MetricsLog.of(file)) {
            for (long step : steps) {
                log.append(measurement(step));
            }
        }
    }

    private List<Long> steps() {
        return MetricsReader.read(file).stream().map(Measurement::step).toList();
    }

    private static Measurement measurement(long step) {
        return new Measurement(step, Map.of("loss", (double) step));
    }
}
