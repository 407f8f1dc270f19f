package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every damage to a checkpoint is seen before a tensor is used, and the one before takes over. */
final class CorruptionTest {

    private static final int FLIPS = 10_000;
    private static final int TRUNCATIONS = 1_000;
    private static final Path DIRECTORY = Path.of("/checkpoints");
    private static final Path OLD = DIRECTORY.resolve("step-00000001");
    private static final Path NEW = DIRECTORY.resolve("step-00000002");

    private final Random random = new Random(7);
    private final PowerLossFileOps disk = new PowerLossFileOps();
    private final CheckpointStore store = CheckpointStore.in(DIRECTORY, disk);

    @BeforeEach
    void saveTwo() {
        store.save(1, SampleContent.of(1), Retention.keep(2));
        store.save(2, SampleContent.of(2), Retention.keep(2));
    }

    @Test
    void everyFlippedBitIsDetected() {
        List<Path> files = disk.list(NEW);
        long total = files.stream().mapToLong(disk::size).sum();
        for (int flip = 0; flip < FLIPS; flip++) {
            long offset = (long) (random.nextDouble() * total);
            int index = 0;
            while (offset >= disk.size(files.get(index))) {
                offset -= disk.size(files.get(index++));
            }
            Path file = files.get(index);
            byte[] sound = disk.bytes(file);
            byte[] damaged = sound.clone();
            damaged[(int) offset] ^= (byte) (1 << random.nextInt(8));
            disk.overwrite(file, damaged);
            assertFallsBackNaming(file);
            disk.overwrite(file, sound);
        }
        assertThat(store.newestValid(CorruptionTest::unexpected).orElseThrow().step()).isEqualTo(2);
    }

    @Test
    void everyTruncationIsDetected() {
        List<Path> files = disk.list(NEW);
        for (int cut = 0; cut < TRUNCATIONS; cut++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] sound = disk.bytes(file);
            disk.overwrite(file, Arrays.copyOf(sound, random.nextInt(sound.length)));
            assertFallsBackNaming(file);
            disk.overwrite(file, sound);
        }
    }

    @Test
    void everyMissingFileIsDetected() {
        for (Path file : disk.list(NEW)) {
            byte[] sound = disk.bytes(file);
            disk.deleteTree(file);
            assertFallsBackNaming(file);
            write(file, sound);
        }
    }

    @Test
    void everySwappedFileIsDetectedInBothCheckpoints() {
        for (Path file : disk.list(NEW)) {
            Path twin = OLD.resolve(file.getFileName());
            swap(file, twin);
            List<String> warnings = new ArrayList<>();
            assertThatThrownBy(() -> store.newestValid(warnings::add))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("all 2 checkpoints are damaged");
            assertThat(warnings).hasSize(2);
            assertThat(warnings.get(0)).contains(NEW.toString(), file.getFileName().toString());
            assertThat(warnings.get(1)).contains(OLD.toString(), file.getFileName().toString());
            swap(file, twin);
        }
    }

    @Test
    void wholeFoldersUnderEachOthersNameAreDetected() throws Exception {
        Path aside = DIRECTORY.resolve("aside");
        disk.moveAtomically(OLD, aside);
        disk.moveAtomically(NEW, OLD);
        disk.moveAtomically(aside, NEW);
        assertThatThrownBy(() -> store.load(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("belongs to step 1");
    }

    @Test
    void forgedManifestCannotLeadOutside() {
        Manifest forged =
                new Manifest(2, new TreeMap<>(Map.of("../secret", new Manifest.Seal(1, "00"))));
        disk.overwrite(NEW.resolve(Manifest.FILE), forged.encode());
        assertThatThrownBy(() -> store.load(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("unsafe file '../secret'");
    }

    @Test
    void newerFormatSaysSo() {
        String manifest =
                new String(disk.bytes(NEW.resolve(Manifest.FILE)), StandardCharsets.UTF_8);
        disk.overwrite(
                NEW.resolve(Manifest.FILE),
                manifest.replace("\"format\" : 1", "\"format\" : 2")
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> store.load(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("format 2 by a newer Cardigan");
    }

    @Test
    void damagedCheckpointDoesNotCountAsOneToKeep() {
        disk.overwrite(NEW.resolve("generator.safetensors"), new byte[3]);
        store.save(3, SampleContent.of(3), Retention.keep(2));
        assertThat(store.list()).extracting(StepFolder::step).containsExactly(1L, 2L, 3L);
        store.save(4, SampleContent.of(4), Retention.keep(2));
        assertThat(store.list()).extracting(StepFolder::step).containsExactly(3L, 4L);
    }

    private void assertFallsBackNaming(Path file) {
        List<String> warnings = new ArrayList<>();
        Checkpoint found = store.newestValid(warnings::add).orElseThrow();
        assertThat(found.step()).isEqualTo(1);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains(NEW.toString());
        // A damaged manifest may name a file that is not the culprit, but never none at all.
        if (!file.endsWith(Manifest.FILE)) {
            assertThat(warnings.get(0)).contains(file.getFileName().toString());
        }
    }

    private void swap(Path one, Path other) {
        byte[] bytes = disk.bytes(one);
        disk.overwrite(one, disk.bytes(other));
        disk.overwrite(other, bytes);
    }

    private void write(Path file, byte[] bytes) {
        try {
            disk.writeAndForce(file, List.of(ByteBuffer.wrap(bytes)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void unexpected(String warning) {
        throw new AssertionError(warning);
    }
}
