package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

final class CheckpointStoreTest {

    private static final Retention TWO = Retention.keep(2);

    @TempDir Path run;

    private CheckpointStore store() {
        return CheckpointStore.in(run.resolve("checkpoints"));
    }

    @Test
    void whatIsSavedComesBack() throws IOException {
        Path saved = store().save(1000, SampleContent.of(1), TWO);
        assertThat(saved).isEqualTo(run.resolve("checkpoints/step-00001000"));
        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "generator.safetensors",
                            "optimizer.safetensors",
                            "state.json",
                            "manifest.json");
        }
        Checkpoint loaded = store().newestValid(warning -> fail(warning)).orElseThrow();
        assertThat(loaded.step()).isEqualTo(1000);
        assertThat(loaded.folder()).isEqualTo(saved);
        SampleContent.assertSame(loaded.content(), SampleContent.of(1));
        assertThatThrownBy(() -> loaded.content().tensors("critic"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no file 'critic.safetensors', only [generator, optimizer]");
    }

    @Test
    void aCheckpointThatCannotBeReadNowIsNeitherSkippedNorDeleted() {
        store().save(1, SampleContent.of(1), TWO);
        store().save(2, SampleContent.of(2), TWO);
        FileOps real = FileOps.real();
        FileOps failing =
                (FileOps)
                        Proxy.newProxyInstance(
                                FileOps.class.getClassLoader(),
                                new Class<?>[] {FileOps.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("read")
                                            && arguments[0].toString().contains("step-00000002")) {
                                        throw new IOException("Input/output error");
                                    }
                                    return method.invoke(real, arguments);
                                });
        CheckpointStore broken = CheckpointStore.in(run.resolve("checkpoints"), failing);
        assertThatThrownBy(() -> broken.newestValid(warning -> fail(warning)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("step-00000002: manifest.json cannot be read")
                .hasMessageContaining("Input/output error");
        assertThat(store().newestValid(warning -> fail(warning)).orElseThrow().step()).isEqualTo(2);
    }

    @Test
    void savedFilesAreOrdinarySafetensorsFiles() {
        Path saved = store().save(1, SampleContent.of(1), TWO);
        assertThat(SafeTensors.read(saved.resolve("generator.safetensors")))
                .isEqualTo(SampleContent.of(1).files().get("generator"));
    }

    @Test
    void everyNumberOfTheStateKeepsItsBits() {
        double[] numbers = {
            Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Math.PI, 0.1f, 1e308
        };
        ObjectNode state = Json.OWN.createObjectNode();
        for (int i = 0; i < numbers.length; i++) {
            state.put("number " + i, numbers[i]);
        }
        state.put("seed", Long.MIN_VALUE).put("name", "Fréchet \u0000 \"");
        store().save(1, Checkpoint.Content.of(Map.of(), state), TWO);
        ObjectNode loaded = store().load(1).content().state();
        for (int i = 0; i < numbers.length; i++) {
            assertThat(Double.doubleToRawLongBits(loaded.path("number " + i).asDouble()))
                    .isEqualTo(Double.doubleToRawLongBits(numbers[i]));
        }
        assertThat(loaded.path("seed").asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(loaded.path("name").asString()).isEqualTo("Fréchet \u0000 \"");
    }

    @Test
    void emptyFolderHasNoCheckpoint() {
        assertThat(store().newestValid(warning -> fail(warning))).isEmpty();
        assertThat(store().list()).isEmpty();
        assertThatThrownBy(() -> store().load(7))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no checkpoint of step 7; there are steps []");
    }

    @Test
    void keepsTheNewestTwoAndTheBest() {
        Retention retention = TWO.withBest("/metrics/frechet", Retention.Direction.LOWER_IS_BETTER);
        double[] distances = {Double.NaN, 9, 3, 5, 3, Double.NaN, 8};
        for (int step = 0; step < distances.length; step++) {
            store().save(step, SampleContent.of(step, distances[step]), retention);
        }
        // 3.0 was reached twice; the later one counts.
        assertThat(store().list()).extracting(StepFolder::step).containsExactly(4L, 5L, 6L);
        Checkpoint best =
                store().bestValid(retention.best().orElseThrow(), warning -> fail(warning))
                        .orElseThrow();
        assertThat(best.step()).isEqualTo(4);
    }

    @Test
    void bestMayBeTheHighest() {
        Retention.Best best =
                new Retention.Best("/metrics/frechet", Retention.Direction.HIGHER_IS_BETTER);
        store().save(1, SampleContent.of(1, 5), TWO);
        store().save(2, SampleContent.of(2, 4), TWO);
        assertThat(store().bestValid(best, warning -> fail(warning)).orElseThrow().step())
                .isEqualTo(1);
    }

    @Test
    void sameContentForTheSameStepChangesNothing() {
        Path first = store().save(5, SampleContent.of(1), TWO);
        Path second = store().save(5, SampleContent.of(1), TWO);
        assertThat(second).isEqualTo(first);
        assertThat(store().list()).hasSize(1);
    }

    @Test
    void otherContentForTheSameStepReplacesIt() {
        store().save(5, SampleContent.of(1), TWO);
        Path second = store().save(5, SampleContent.of(2), TWO);
        assertThat(second.getFileName()).hasToString("step-00000005.2");
        assertThat(store().list()).hasSize(1);
        SampleContent.assertSame(store().load(5).content(), SampleContent.of(2));
        store().save(5, SampleContent.of(1), TWO);
        SampleContent.assertSame(store().load(5).content(), SampleContent.of(1));
    }

    @Test
    void contentOfAnEarlierRevisionIsSavedAgainAsTheLatest() throws IOException {
        Path first = store().save(5, SampleContent.of(1), TWO);
        Path aside = Files.move(first, run.resolve("aside"));
        store().save(5, SampleContent.of(3), TWO);
        store().save(5, SampleContent.of(2), TWO);
        // As after a power loss that took the deletion of the first revision back.
        Files.move(aside, first);
        store().save(5, SampleContent.of(1), TWO);
        SampleContent.assertSame(store().load(5).content(), SampleContent.of(1));
    }

    @Test
    void newestIsChosenByStepNeverByTime() throws IOException {
        Path late = store().save(200_000_000, SampleContent.of(1), TWO);
        Path early = store().save(99_999_999, SampleContent.of(2), TWO);
        Files.setLastModifiedTime(late, FileTime.fromMillis(0));
        assertThat(store().newestValid(warning -> fail(warning)).orElseThrow().folder())
                .isEqualTo(late);
        store().discardAfter(99_999_999);
        assertThat(store().newestValid(warning -> fail(warning)).orElseThrow().folder())
                .isEqualTo(early);
    }

    @Test
    void namesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat("%d".formatted(7)).as("this locale has digits of its own").isNotEqualTo("7");
            store().save(7, SampleContent.of(7), TWO);
            try (RunFolder unique = RunFolder.createUnique(run, "dcgan")) {
                assertThat(unique.path()).isEqualTo(run.resolve("dcgan-001"));
            }
        } finally {
            Locale.setDefault(before);
        }
        SampleContent.assertSame(store().load(7).content(), SampleContent.of(7));
    }

    @Test
    void aSaveCleansLeftoversAndForeignFilesStay() throws IOException {
        Path directory = store().save(1, SampleContent.of(1), TWO).resolveSibling("");
        Path leftover = Files.createDirectories(directory.resolve(".tmp-step-00000009-1/deep"));
        Path note = Files.writeString(directory.resolve("notes.txt"), "mine");
        store().save(2, SampleContent.of(2), TWO);
        assertThat(leftover.getParent()).doesNotExist();
        assertThat(note).exists();
    }

    @Test
    void bigTensorsAreStreamed() {
        int elements = 8 << 20;
        TensorData big = TensorData.of(new float[elements], elements);
        Checkpoint.Content content =
                Checkpoint.Content.of(
                        Map.of("big", Map.of("weight", big)), Json.OWN.createObjectNode());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        store().save(1, content, TWO);
        Checkpoint loaded = store().load(1);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(loaded.content().tensors("big")).containsEntry("weight", big);
        assertThat(allocated).as("heap for 32 MiB of tensors").isLessThan(6 << 20);
    }

    @Test
    void unsafeNamesAndStepsAreRefused() {
        ObjectNode state = Json.OWN.createObjectNode();
        for (String stem : new String[] {"../generator", "a/b", "", "nul", ".hidden", "a\u0000"}) {
            assertThatThrownBy(() -> Checkpoint.Content.of(Map.of(stem, Map.of()), state))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("'" + stem + "' cannot name a file");
        }
        Map<String, Map<String, TensorData>> twins = new TreeMap<>();
        twins.put("G", Map.of());
        twins.put("g", Map.of());
        assertThatThrownBy(() -> Checkpoint.Content.of(twins, state))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("upper and lower case");
        assertThatThrownBy(() -> store().save(-1, SampleContent.of(1), TWO))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("step -1; expected 0 to 999999999999999999");
        assertThatThrownBy(() -> store().save(Long.MAX_VALUE, SampleContent.of(1), TWO))
                .isInstanceOf(CheckpointException.class);
        store().save(StepFolder.MAX_STEP, SampleContent.of(1), TWO);
        assertThat(store().list()).hasSize(1);
    }

    @Test
    void impossibleRetentionIsRefused() {
        assertThatThrownBy(() -> Retention.keep(1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found 1, expected at least 2");
        assertThatThrownBy(() -> TWO.withBest("frechet", Retention.Direction.LOWER_IS_BETTER))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'frechet' is no JSON pointer");
    }
}
