package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BusyCoresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void usesTheProcessorUntilItIsClosed() {
        ProcessHandle process;
        try (BusyCores load = BusyCores.of(1)) {
            process = load.process();
            Assumptions.assumeTrue(
                    process.info().totalCpuDuration().isPresent(),
                    "the system does not tell processor times; that the load is a load was not run");
            Duration before = process.info().totalCpuDuration().orElseThrow();
            assertThat(usesMoreThan(process, before.plusMillis(100))).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
    }

    private static boolean usesMoreThan(ProcessHandle process, Duration time) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(time) > 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
