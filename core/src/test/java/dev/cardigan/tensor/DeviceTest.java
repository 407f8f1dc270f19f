package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void readsWhatItWrites() {
        assertThat(Device.parse(" CPU ")).isEqualTo(Device.CPU);
        assertThat(Device.parse("mps")).isEqualTo(new Device(Device.Kind.MPS, 0));
        assertThat(Device.parse("cuda")).isEqualTo(new Device(Device.Kind.CUDA, 0));
        assertThat(Device.parse("Cuda:12")).hasToString("cuda:12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpu",
                "cuda:",
                "cuda:-1",
                "cuda:+1",
                "cuda:one",
                "cuda:1:2",
                "cuda:4000000000",
                "cpu:0",
                "cpu:1",
                "mps:0"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Device.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("device: expected cpu, cuda, cuda:N or mps, found '" + text + "'");
    }
}
