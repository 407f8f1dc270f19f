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
