package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {

    @Test
    void nothingThatNativeLibrariesReadIsInherited() {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of("OMP_WAIT_POLICY", "active", "MKL_NUM_THREADS", "9", "HOME", "/h"));

        NativeEnvironment.untouched().applyTo(environment);

        assertThat(environment).containsExactlyEntriesOf(Map.of("HOME", "/h"));
    }

    @Test
    void whatIsStatedIsSet() {
        Map<String, String> environment = new HashMap<>(Map.of("OMP_WAIT_POLICY", "active"));

        NativeEnvironment.of(2, 1).applyTo(environment);

        assertThat(environment)
                .containsOnly(
                        Map.entry("OMP_WAIT_POLICY", "passive"),
                        Map.entry("GOMP_SPINCOUNT", "20000"),
                        Map.entry("OMP_NUM_THREADS", "2"),
                        Map.entry("OPENBLAS_NUM_THREADS", "1"),
                        Map.entry("MALLOC_ARENA_MAX", "1"),
                        Map.entry("MALLOC_MMAP_MAX_", "0"),
                        Map.entry("MALLOC_TRIM_THRESHOLD_", "1099511627776"));
    }
}
