package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {

    @TempDir private Path folder;

    @Test
    void highWaterMarkIsReadInKibibytes() throws IOException {
        Path status = folder.resolve("status");
        Files.writeString(status, "Name:\tjava\nVmHWM:\t  123456 kB\nVmRSS:\t 1 kB\n");

        assertThat(PeakMemory.in(status)).hasValue(123_456L * 1024);
    }

    @Test
    void otherSystemsDoNotTell() {
        assertThat(PeakMemory.in(folder.resolve("absent"))).isEmpty();
    }
}
