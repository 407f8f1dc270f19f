package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that end in the middle of a save, through the documented test hook. */
final class HaltTest {

    @TempDir Path folder;

    // Before the first call, a file, the manifest, the renaming, a deletion; and not at all. Every
    // call in between is covered in-process by CrashTest.
    @ParameterizedTest
    @CsvSource({"1, 137, 2", "5, 137, 2", "7, 137, 2", "9, 137, 2", "12, 137, 3", "99, 0, 3"})
    void newestCheckpointLoadsAfterTheProcessDied(int call, int exitCode, long newest)
            throws Exception {
        CheckpointStore store = CheckpointStore.in(folder.resolve("checkpoints"));
        store.save(1, SampleContent.of(1), Retention.keep(2));
        store.save(2, SampleContent.of(2), Retention.keep(2));
        List<String> hook = List.of("-D" + FileOps.CRASH_PROPERTY + "=" + call);
        try (ChildProcess child =
                ChildProcess.of(DyingSaver.class, hook, folder.resolve("checkpoints").toString())) {
            assertThat(child.exitCode()).isEqualTo(exitCode);
        }
        Checkpoint found = store.newestValid(warning -> fail(warning)).orElseThrow();
        assertThat(found.step()).isEqualTo(newest);
        SampleContent.assertSame(found.content(), SampleContent.of(newest));
    }
}
