package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.RunLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class RunFolderTest {

    @TempDir Path folder;

    private static ObjectNode record(int seed) {
        return Json.OWN.createObjectNode().put("seed", seed);
    }

    @Test
    void layoutIsTheDocumentedOne() {
        try (RunFolder run = RunFolder.create(folder.resolve("runs"), "faces")) {
            Path path = folder.resolve("runs/faces");
            assertThat(run.path()).isEqualTo(path);
            assertThat(run.record()).isEqualTo(path.resolve("run.json"));
            assertThat(run.metrics()).isEqualTo(path.resolve("metrics.jsonl"));
            assertThat(run.samples()).isEqualTo(path.resolve("samples")).isDirectory();
            assertThat(run.sample(1000)).isEqualTo(path.resolve("samples/step-00001000.png"));
            assertThat(run.report()).isEqualTo(path.resolve("report.html"));
            assertThat(run.log()).isEqualTo(path.resolve("log.txt"));
            assertThat(path.resolve("run.lock")).isRegularFile();
            Path saved = run.checkpoints().save(7, SampleContent.of(7), Retention.keep(2));
            assertThat(saved).isEqualTo(path.resolve("checkpoints/step-00000007"));
        }
    }

    @Test
    void recordIsReplacedInOneStepAndLeavesNothingElse() throws IOException {
        try (RunFolder run = RunFolder.create(folder, "faces")) {
            run.writeRecord(record(1));
            run.writeRecord(record(2));
            assertThat(run.readRecord().path("seed").asInt()).isEqualTo(2);
            try (Stream<Path> entries = Files.list(run.path())) {
                assertThat(entries.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "run.json", "run.lock", "samples", "checkpoints");
            }
        }
    }

    @Test
    void existingRunIsNotOverwrittenAndResumeIsSuggested() {
        try (RunFolder run = RunFolder.create(folder, "faces")) {
            run.writeRecord(record(1));
        }
        Path path = folder.resolve("faces");
        assertThatThrownBy(() -> RunFolder.create(folder, "faces"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cardigan resume " + path);
        // The refused start must not have kept the lock.
        try (RunFolder run = RunFolder.resume(path)) {
            assertThat(run.readRecord().path("seed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void startThatDiedBeforeItsRecordMayBeRepeated() throws IOException {
        RunFolder.create(folder, "faces").close();
        Files.writeString(folder.resolve("faces/.tmp-run.json-1"), "{");
        try (RunFolder run = RunFolder.create(folder, "faces")) {
            run.writeRecord(record(3));
            assertThat(run.readRecord()).isEqualTo(record(3));
        }
    }

    @Test
    void readersNeedNoLockAndCannotWrite() {
        try (RunFolder writer = RunFolder.create(folder, "faces")) {
            writer.writeRecord(record(1));
            RunFolder reader = RunFolder.open(writer.path());
            assertThat(reader.readRecord()).isEqualTo(record(1));
            assertThatThrownBy(() -> reader.writeRecord(record(2)))
                    .isInstanceOf(RunLockedException.class)
                    .hasMessageContaining("opened for reading");
            assertThatThrownBy(() -> RunFolder.resume(writer.path()))
                    .isInstanceOf(RunLockedException.class);
            reader.close();
            assertThatThrownBy(() -> RunFolder.resume(writer.path()))
                    .isInstanceOf(RunLockedException.class);
        }
    }

    @Test
    void uniqueNamesCountUp() {
        try (RunFolder first = RunFolder.createUnique(folder, "dcgan");
                RunFolder second = RunFolder.createUnique(folder, "dcgan")) {
            assertThat(first.path()).isEqualTo(folder.resolve("dcgan-001"));
            assertThat(second.path()).isEqualTo(folder.resolve("dcgan-002"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../faces",
                "a/b",
                "a\\b",
                "C:",
                "a:b",
                "nul",
                "COM1.txt",
                "faces.",
                "faces ",
                " faces",
                "-faces",
                ".faces",
                "fa\u0000ces",
                "fa\nces",
                "gesichter-\u00e4"
            })
    void unsafeNamesAreRefused(String name) throws IOException {
        assertThatThrownBy(() -> RunFolder.create(folder, name))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("run name '" + name + "' is not safe");
        assertThatThrownBy(() -> RunFolder.createUnique(folder, name))
                .isInstanceOf(ConfigException.class);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void folderThatIsNoRunIsNamed() throws IOException {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no run.json");
        Files.writeString(folder.resolve("run.json"), "[1]");
        assertThatThrownBy(() -> RunFolder.open(folder).readRecord())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds no JSON object");
        Files.writeString(folder.resolve("run.json"), "{\"seed\":1,\"seed\":2}");
        assertThatThrownBy(() -> RunFolder.open(folder).readRecord())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("not valid JSON");
        Files.writeString(folder.resolve("run.json"), "{\"seed\":1,\n\"data\":{\"a\":");
        assertThatThrownBy(() -> RunFolder.open(folder).readRecord())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("end-of-input")
                .hasMessageContaining("in line 2; restore it from a backup")
                .hasMessageNotContainingAny("Source", "REDACTED");
    }
}
