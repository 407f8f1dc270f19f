package dev.cardigan.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerProcessTest {

    /** The harness reads such a line, see its WindowTest. */
    private static final String WINDOW =
            "{\"measure\":\"training fp32\",\"value\":32.0,\"unit\":\"img/s\",\"seconds\":4.0,\"detail\":\"2 steps, last result 1.500\",\"peakBytes\":";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long nanoseconds;
    private double loss = 1.5;

    @Test
    void warmsUpAndPrintsAWindowOfWholeStepsALine() {
        run("--windows=2", "--seconds=3", "--warm-up=0");

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(WINDOW).endsWith("}"));
        assertThat(nanoseconds).isEqualTo(6 * 2_000_000_000L); // two steps before, two a window
    }

    @Test
    void stepThatDivergedIsNoMeasurement() {
        loss = Double.NaN;

        assertThatThrownBy(() -> run("--windows=1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found NaN after 2 steps");
        assertThat(printed.size()).isZero();
    }

    @Test
    void otherArgumentsAndEmptyWindowsAreRefused() {
        assertThatThrownBy(() -> PeerProcess.of("--batch=3")).hasMessageContaining("--batch=3");
        assertThatThrownBy(() -> PeerProcess.of("--windows=0")).hasMessageContaining("found 0");
    }

    private void run(String... arguments) {
        PeerProcess.of(arguments)
                .train(
                        () -> {
                            nanoseconds += 2_000_000_000L;
                            return loss;
                        },
                        () -> nanoseconds,
                        new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
