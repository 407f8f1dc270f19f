package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.EngineException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTimeTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void timesEveryRunOfTheWholeProcess() {
        StartTime time = StartTime.of("version", List.of(JAVA, "-version"), 3);

        assertThat(time.seconds()).hasSize(3).allMatch(seconds -> seconds > 0.001);
        assertThat(time.toText()).contains("over 3 runs: version");
    }

    @Test
    void medianAndSpreadAreOfAllRuns() {
        StartTime time = new StartTime("x", List.of("x"), List.of(0.9, 0.1, 0.3));

        assertThat(time.minimum()).isEqualTo(0.1);
        assertThat(time.median()).isEqualTo(0.3);
        assertThat(time.maximum()).isEqualTo(0.9);
    }

    @Test
    void commandThatFailsIsNotTimed() {
        assertThatThrownBy(() -> StartTime.of("bad", List.of(JAVA, "-no-such-option"), 1))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("ended with code 1");
    }

    @Test
    void commandThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> StartTime.of("none", List.of("./no-such-command"), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("./no-such-command");
    }
}
