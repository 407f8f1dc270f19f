package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.EngineException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void whatIsPrintedIsRead() {
        Window window = Window.ended("training fp32", 73.25, "img/s", 2.125, "says \"so\"");
        Window unknown = new Window("w", 1, "u/s", 1, "", OptionalLong.empty());

        assertThat(window.toJson()).doesNotContain("\n");
        assertThat(Window.parse(window.toJson())).contains(window);
        assertThat(Window.parse(unknown.toJson())).contains(unknown);
    }

    /** What a peer prints, which is built apart and cannot use this class; see PeerProcessTest. */
    @Test
    void windowOfAPeerIsRead() {
        String line =
                "{\"measure\":\"training fp32\",\"value\":32.0,\"unit\":\"img/s\",\"seconds\":4.0,\"detail\":\"2 steps, last result 1.500\",\"peakBytes\":";

        assertThat(Window.parse(line + "7}"))
                .contains(
                        new Window(
                                "training fp32",
                                32,
                                "img/s",
                                4,
                                "2 steps, last result 1.500",
                                OptionalLong.of(7)));
        assertThat(Window.parse(line + "null}").orElseThrow().peakBytes()).isEmpty();
    }

    @Test
    void otherOutputIsPassedOver() {
        assertThat(Window.parse("[W ParallelNative.cpp] something")).isEmpty();
        assertThat(Window.parse("")).isEmpty();
    }

    @Test
    void brokenWindowIsNotPassedOver() {
        assertThatThrownBy(() -> Window.parse("{\"measure\":\"training\",\"value\":"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("{\"measure\":\"training\",\"value\":");
    }
}
