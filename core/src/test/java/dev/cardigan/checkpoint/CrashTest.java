package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save that dies or fails before every single call leaves the old checkpoint or the new one. */
final class CrashTest {

    private static final int MORE_CALLS_THAN_A_SAVE_HAS = 100;
    private static final Retention TWO = Retention.keep(2);

    @TempDir Path folder;

    @Test
    void processThatDiesBeforeAnyCallLosesNothing() {
        for (int call = 1; call < MORE_CALLS_THAN_A_SAVE_HAS; call++) {
            Path directory = withThreeSaved("crash-" + call);
            FaultyFileOps files =
                    FaultyFileOps.with(FileOps.real(), FaultyFileOps.Fault.CRASH, call);
            try {
                CheckpointStore.in(directory, files).save(4, SampleContent.of(4), TWO);
            } catch (PowerLoss expected) {
                assertOldOrNew(directory);
                assertNextSaveSucceedsAndCleansUp(directory);
                continue;
            }
            assertThat(files.hasFailed()).isFalse();
            assertThat(call).as("calls of one save, plus one").isGreaterThan(12);
            return;
        }
        fail("a save has more calls than the test knows");
    }

    @Test
    void fullDiskAtAnyWriteKeepsOldCheckpointsAndLeavesNothingHalfWritten() throws IOException {
        Path directory = withThreeSaved("full");
        int writes = 4;
        for (int write = 1; write <= writes; write++) {
            FaultyFileOps files =
                    FaultyFileOps.with(FileOps.real(), FaultyFileOps.Fault.FULL_DISK, write);
            CheckpointStore store = CheckpointStore.in(directory, files);
            assertThatThrownBy(() -> store.save(4, SampleContent.of(4), TWO))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(
                            directory.resolve("step-00000004").toString(),
                            "No space left on device",
                            "bytes needed",
                            "bytes free");
            assertThat(names(directory)).containsExactly("step-00000002", "step-00000003");
            SampleContent.assertSame(store.load(3).content(), SampleContent.of(3));
            // The fault is over; the trainer tries again with the same store.
            store.save(4, SampleContent.of(4), TWO);
            SampleContent.assertSame(store.load(4).content(), SampleContent.of(4));
            store.discardAfter(3);
            store.save(2, SampleContent.of(2), TWO);
            assertThat(names(directory)).containsExactly("step-00000002", "step-00000003");
        }
    }

    @Test
    void deviceErrorAtAnyCallIsReportedAndLosesNothing() {
        for (int call = 1; call < MORE_CALLS_THAN_A_SAVE_HAS; call++) {
            Path directory = withThreeSaved("error-" + call);
            FaultyFileOps files =
                    FaultyFileOps.with(FileOps.real(), FaultyFileOps.Fault.DEVICE_ERROR, call);
            try {
                CheckpointStore.in(directory, files).save(4, SampleContent.of(4), TWO);
            } catch (StorageException expected) {
                assertThat(expected).hasMessageContaining("Input/output error");
                assertOldOrNew(directory);
                assertNextSaveSucceedsAndCleansUp(directory);
                continue;
            }
            assertThat(files.hasFailed()).isFalse();
            return;
        }
        fail("a save has more calls than the test knows");
    }

    @Test
    void refusesToBeginWhatDoesNotFit() {
        PowerLossFileOps disk = new PowerLossFileOps();
        CheckpointStore store = CheckpointStore.in(Path.of("/checkpoints"), disk);
        store.save(1, SampleContent.of(1), TWO);
        disk.setUsableSpace(32 << 20);
        long before = disk.steps();
        assertThatThrownBy(() -> store.save(2, SampleContent.of(2), TWO))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("step-00000002", "bytes needed", "33,554,432 bytes free");
        assertThat(disk.steps()).as("changes made").isEqualTo(before);
        assertThatThrownBy(() -> store.requireSpace(SampleContent.of(2), 3))
                .isInstanceOf(StorageException.class);
        SampleContent.assertSame(store.load(1).content(), SampleContent.of(1));
    }

    @Test
    void folderDeletedWhileRunningIsReported() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        CheckpointStore store = CheckpointStore.in(run.resolve("checkpoints"));
        store.save(1, SampleContent.of(1), TWO);
        FileOps.real().deleteTree(run);
        assertThatThrownBy(() -> store.save(2, SampleContent.of(2), TWO))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void readOnlyFolderIsReported() throws IOException {
        Path directory = withThreeSaved("read-only");
        assumeTrue(
                directory.toFile().setWritable(false) && !Files.isWritable(directory),
                "not run: this user may write to read-only folders; other faults are injected");
        assertThatThrownBy(() -> CheckpointStore.in(directory).save(4, SampleContent.of(4), TWO))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("may not be accessed");
        assertThat(directory.toFile().setWritable(true)).isTrue();
        assertOldOrNew(directory);
    }

    @Test
    void interruptDoesNotCostTheCheckpoint() {
        CheckpointStore store = CheckpointStore.in(folder.resolve("interrupted"));
        Thread.currentThread().interrupt();
        store.save(1, SampleContent.of(1), TWO);
        Checkpoint loaded = store.load(1);
        assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
        SampleContent.assertSame(loaded.content(), SampleContent.of(1));
    }

    private Path withThreeSaved(String name) {
        Path directory = folder.resolve(name);
        CheckpointStore store = CheckpointStore.in(directory);
        for (long step = 1; step <= 3; step++) {
            store.save(step, SampleContent.of(step), TWO);
        }
        return directory;
    }

    private static void assertOldOrNew(Path directory) {
        Checkpoint newest =
                CheckpointStore.in(directory)
                        .newestValid(warning -> fail("unexpected: " + warning))
                        .orElseThrow();
        assertThat(newest.step()).isIn(3L, 4L);
        SampleContent.assertSame(newest.content(), SampleContent.of(newest.step()));
    }

    private static void assertNextSaveSucceedsAndCleansUp(Path directory) {
        CheckpointStore.in(directory).save(5, SampleContent.of(5), TWO);
        assertThat(names(directory)).hasSize(2).contains("step-00000005");
        assertThat(names(directory)).noneMatch(name -> name.startsWith("."));
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
