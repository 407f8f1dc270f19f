package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    @Test
    void blocksAreReadable() {
        assertThat(Yaml.write(Binder.with(Example.CHOICES).toMap(Example.STANDARD)))
                .isEqualTo(
                        """
                        batch: 64
                        steps: 100000
                        name: run
                        precision: fp32
                        resume: false
                        data: data
                        critic:
                          learningRate: 0.0002
                          decay: 0.5
                        generator:
                          learningRate: 0.0001
                          decay: 0.1
                        adversarial:
                          hinge:
                            margin: 2.0
                        penalty: null
                        seed: null
                        betas: [0.5, 0.999]
                        stages: []
                        weights:
                          cycle: 10.0
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "null", "~", "true", "12", "1e-4", "1_000", ".nan", "a: b", "a #b", "- a",
                "#x", "'q'", "\"q\"", "@a", "%a", "line\nfeed", "\r\n", "\t", "*a", "&a", "!a",
                        "{a",
                "[a]", "\u00e9\u6f22", "a,b", "?", "---", "\uD83D\uDE00"
            })
    void textReadsBackAsTheSameText(String text) {
        record Held(String text, List<String> list) {}
        Held held = new Held(text, List.of(text));
        Binder binder = Binder.with(Choices.none());
        Map<String, Object> tree = binder.toMap(held);
        Settings block = Settings.ofYaml(Yaml.write(tree), "a.yaml");
        Settings line =
                Settings.ofAssignments(
                        List.of(
                                "text=" + Yaml.writeLine(text),
                                "list=" + Yaml.writeLine(held.list())));

        assertThat(binder.bind(new Held("other", List.of()), block)).isEqualTo(held);
        assertThat(binder.bind(new Held("other", List.of()), line)).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0002, 0.0002",
        "0.00002, 2e-5",
        "1.25e-8, 1.25e-8",
        "1e7, 1e7",
        "123456789.5, 1.234567895e8",
        "-0.0, -0.0",
        "1e300, 1e300",
        "4.9e-324, 4.9e-324",
        "3, 3.0"
    })
    void numbersAreShortAndExact(double number, String expected) {
        assertThat(Yaml.writeLine(number)).isEqualTo(expected);
        assertThat(Double.parseDouble(Yaml.writeLine(number))).isEqualTo(number);
    }

    @Test
    void notANumberIsRefused() {
        assertThatThrownBy(() -> Yaml.write(Map.of("a", Double.NaN)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("YAML: a: expected a finite number, found NaN");
    }
}
