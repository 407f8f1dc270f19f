package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.error.NativeMemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryWatchTest {

    private static final long GIGABYTE = 1_000_000_000L;

    @Test
    void aProcessThatTookTheMemoryIsToldBeforeTheSystemKillsIt() {
        assertThat(ended(20 * GIGABYTE, new MachineMemory(GIGABYTE / 10, 24 * GIGABYTE)))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end)
                                    .hasMessageContaining("holds 20.0 GB and 100.0 MB of 24.0 GB")
                                    .hasMessageContaining("lower batch");
                            assertThat(end.exitCode()).isEqualTo(9);
                        });
    }

    @Test
    void oneThatDidNotIsLeftAlone() {
        MachineMemory full = new MachineMemory(GIGABYTE / 10, 24 * GIGABYTE);
        MachineMemory free = new MachineMemory(GIGABYTE, 24 * GIGABYTE);

        assertThat(ended(GIGABYTE, full)).isEmpty();
        assertThat(ended(20 * GIGABYTE, free)).isEmpty();
        assertThat(ended(20 * GIGABYTE, null)).isEmpty();
        MachineMemory small = new MachineMemory(GIGABYTE / 10, GIGABYTE);
        assertThat(ended(GIGABYTE / 2, small)).isEmpty();
    }

    @Test
    void theContainersLimitCountsWhereItIsTheTighterOne(@TempDir Path folder) throws IOException {
        Path system = folder.resolve("meminfo");
        Files.writeString(system, "MemTotal: 2000 kB\nMemFree: 5 kB\nMemAvailable: 900 kB\n");
        assertThat(MachineMemory.now(system, folder))
                .contains(new MachineMemory(900 * 1024, 2000 * 1024));

        Files.writeString(folder.resolve("memory.max"), "500000\n");
        Files.writeString(folder.resolve("memory.current"), "450000\n");
        assertThat(MachineMemory.now(system, folder)).contains(new MachineMemory(50000, 500000));

        Files.writeString(folder.resolve("memory.stat"), "anon 7\ninactive_file 1000\n");
        assertThat(MachineMemory.now(system, folder)).contains(new MachineMemory(51000, 500000));

        Files.writeString(folder.resolve("memory.max"), "max\n");
        assertThat(MachineMemory.now(system, folder))
                .contains(new MachineMemory(900 * 1024, 2000 * 1024));
        assertThat(MachineMemory.now(folder.resolve("none"), folder)).isEmpty();
    }

    private static List<NativeMemoryException> ended(long own, MachineMemory machine) {
        List<NativeMemoryException> ends = new ArrayList<>();
        boolean out =
                new MemoryWatch(() -> Optional.ofNullable(machine), () -> own, ends::add).look();
        assertThat(out).isEqualTo(!ends.isEmpty());
        return ends;
    }
}
