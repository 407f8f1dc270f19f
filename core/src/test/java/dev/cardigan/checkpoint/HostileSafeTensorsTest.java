package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cardigan.error.CheckpointException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that were made to hurt: one kind of exception, and memory in proportion to the file. */
final class HostileSafeTensorsTest {

    private static final int MUTATIONS = 50_000;
    private static final long SLACK_BYTES = 1 << 20;
    private static final Path FILE = Path.of("/hostile.safetensors");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PowerLossFileOps disk = new PowerLossFileOps();
    private final Random random = new Random(11);
    private long mostAllocated;

    @Test
    void mutationsEndInOneExceptionAndLittleMemory() throws Exception {
        byte[] sound = soundFile();
        disk.writeAndForce(FILE, List.of(ByteBuffer.wrap(sound)));
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = sound;
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutated = mutate(mutated);
            }
            refused += isRefused(mutated) ? 1 : 0;
        }
        // Changes of tensor bytes, names and metadata are not visible; all others must be refused.
        assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 1);
        assertThat(mostAllocated).as("the measurement measures").isGreaterThan(1000);
    }

    @Test
    void manyDimensionsAreRefused() throws Exception {
        String shape = "1,".repeat(1_000_000) + "1";
        assertHostile(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + shape + "],\"data_offsets\":[0,1]}}", 1);
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        assertHostile("{\"a\":" + "[".repeat(1_000_000), 0);
        assertHostile("{\"a\":" + "{\"a\":".repeat(300_000), 0);
    }

    @Test
    void longNamesAndNumbersAreRefused() throws Exception {
        assertHostile("{\"" + "a".repeat(3_000_000) + "\":1}", 0);
        String digits = "9".repeat(1_000_000);
        assertHostile(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + digits + "],\"data_offsets\":[0,1]}}", 1);
    }

    @Test
    void endlessTinyMetadataIsRefused() throws Exception {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < 200_000; i++) {
            header.append('"').append(Integer.toString(i, Character.MAX_RADIX)).append("\":\"\",");
        }
        assertHostile(header.append("\"z\":\"\"}}").toString(), 0);
    }

    private void assertHostile(String header, int dataBytes) throws Exception {
        byte[] file = SafeTensorsTest.file(header, dataBytes);
        disk.writeAndForce(FILE, List.of(ByteBuffer.wrap(file)));
        assertThat(isRefused(file)).isTrue();
    }

    private boolean isRefused(byte[] content) {
        disk.overwrite(FILE, content);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            TensorFile file = SafeTensors.read(disk, FILE);
            assertThat(file.tensors().values())
                    .allMatch(t -> t.byteCount() == t.type().bytesOf(t.shape()).orElseThrow());
        } catch (CheckpointException expected) {
            refused = true;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThanOrEqualTo(2L * content.length + SLACK_BYTES);
        mostAllocated = Math.max(mostAllocated, allocated);
        return refused;
    }

    private byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes.clone();
        int at = random.nextInt(mutated.length);
        switch (random.nextInt(7)) {
            case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutated[at] = (byte) random.nextInt();
            case 2 -> mutated[at] = (byte) "{}[]\",:0129-e ".charAt(random.nextInt(14));
            case 3 -> mutated = Arrays.copyOf(mutated, 1 + at);
            case 4 -> mutated = Arrays.copyOf(mutated, mutated.length + 1 + random.nextInt(99));
            case 5 ->
                    mutated[random.nextInt(Math.min(8, mutated.length))] = (byte) random.nextInt();
            default -> {
                int length = random.nextInt(Math.min(40, mutated.length - at));
                int to = random.nextInt(mutated.length - length);
                System.arraycopy(bytes, at, mutated, to, length);
            }
        }
        return mutated;
    }

    private static byte[] soundFile() {
        List<ByteBuffer> parts =
                SafeTensors.encode(
                        new TensorFile(
                                Map.of(
                                        "a", TensorData.of(new float[6], 2, 3),
                                        "b", TensorData.of(new float[0], 0),
                                        "c", TensorData.of(new long[] {1})),
                                Map.of("model", "sample")));
        ByteBuffer all = ByteBuffer.allocate((int) Storage.bytes(parts));
        parts.forEach(all::put);
        return all.array();
    }
}
