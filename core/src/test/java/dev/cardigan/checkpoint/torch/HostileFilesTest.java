package dev.cardigan.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.error.CheckpointException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile files: one typed line each, nothing executed, memory bounded by the file, and
 * less than a second of this thread's work.
 */
final class HostileFilesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SECOND = 1_000_000_000;

    @TempDir Path folder;

    /** Loads the classes, which is not what is measured. */
    @BeforeEach
    void warmUp() throws IOException {
        attempt(HostileFiles.sound());
        attempt(new byte[] {1, 2, 3});
    }

    /** What came of reading a file: tensors, or one failure. */
    private record Outcome(
            Optional<Map<String, TensorData>> tensors, Optional<CheckpointException> failure) {}

    private Outcome attempt(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("weights.pth"), bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long worked = THREADS.getCurrentThreadCpuTime();
        Outcome outcome;
        try {
            outcome =
                    new Outcome(
                            Optional.of(StateDictionary.read(file).tensors()), Optional.empty());
        } catch (CheckpointException expected) {
            outcome = new Outcome(Optional.empty(), Optional.of(expected));
        }
        assertThat(THREADS.getCurrentThreadCpuTime() - worked).isLessThan(SECOND);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes allocated for a file of %d", bytes.length)
                .isLessThanOrEqualTo(2L * bytes.length + (1 << 20));
        return outcome;
    }

    private void refused(byte[] bytes) throws IOException {
        CheckpointException failure = attempt(bytes).failure().orElseThrow();
        assertThat(failure.getMessage())
                .contains("weights.pth")
                .doesNotContain("\n")
                .hasSizeLessThan(600);
    }

    @TestFactory
    Stream<DynamicTest> everyLieIsOneTypedLine() {
        Map<String, byte[]> files = HostileFiles.all();
        assertThat(files).hasSizeGreaterThan(100);
        return files.entrySet().stream()
                .map(file -> dynamicTest(file.getKey(), () -> refused(file.getValue())));
    }

    @Test
    void whatIsCalledIsSaidByName() throws IOException {
        byte[] file =
                new TorchZip()
                        .pickle(
                                new PickleWriter()
                                        .global("os", "system")
                                        .text("touch " + folder.resolve("executed"))
                                        .raw(0x85)
                                        .op('R')
                                        .stop())
                        .bytes();
        assertThat(attempt(file).failure().orElseThrow())
                .hasMessageContaining(
                        "holds a call of os.system: refused; Cardigan never executes");
        assertThat(folder.resolve("executed")).doesNotExist();
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        for (byte[] sound : soundFiles()) {
            for (int length = 0; length < sound.length; length += 7) {
                refused(Arrays.copyOf(sound, length));
            }
        }
    }

    /** A zip has sums over everything that counts: a flipped bit is found or changes nothing. */
    @Test
    void noFlippedBitGivesOtherNumbers() throws IOException {
        byte[] sound = HostileFiles.sound();
        Map<String, TensorData> expected = attempt(sound).tensors().orElseThrow();
        int found = 0;
        for (int at : IntStream.range(0, sound.length * 8).filter(i -> i % 3 == 0).toArray()) {
            byte[] damaged = sound.clone();
            damaged[at / 8] ^= (byte) (1 << at % 8);
            Outcome outcome = attempt(damaged);
            outcome.tensors().ifPresent(tensors -> assertThat(tensors).isEqualTo(expected));
            found += outcome.failure().isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(sound.length);
    }

    @Test
    void theFormatBefore16WithoutSumsStaysTyped() throws IOException {
        byte[] sound = HostileFiles.legacy(1001, true, "0", 3);
        assertThat(attempt(sound).tensors().orElseThrow()).containsOnlyKeys("a");
        for (int at = 0; at < sound.length * 8; at += 3) {
            byte[] damaged = sound.clone();
            damaged[at / 8] ^= (byte) (1 << at % 8);
            attempt(damaged);
        }
    }

    private static byte[][] soundFiles() {
        return new byte[][] {HostileFiles.sound(), HostileFiles.legacy(1001, true, "0", 3)};
    }
}
