package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.EngineException;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void whatIsPrintedIsRead() {
        Window window = new Window("training fp32", 73.25, "img/s", 2.125, "says \"so\"");

        assertThat(window.toJson()).doesNotContain("\n");
        assertThat(Window.parse(window.toJson())).contains(window);
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
