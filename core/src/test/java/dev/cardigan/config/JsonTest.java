package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    private static Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", 1);
        tree.put("a", List.of(0.1, 2L, true));
        tree.put("nested", Map.of("name", "caf\u00e9 \"x\"\n"));
        tree.put("none", null);
        return tree;
    }

    @Test
    void keysKeepTheirOrderOnOneLineAndPretty() {
        assertThat(Json.writeLine(tree()))
                .isEqualTo(
                        "{\"z\":1,\"a\":[0.1,2,true],\"nested\":{\"name\":\"caf\u00e9"
                                + " \\\"x\\\"\\n\"},\"none\":null}");
        assertThat(Json.writeString(tree()))
                .startsWith("{\n  \"z\" : 1,\n  \"a\" : [ 0.1, 2, true ],\n")
                .endsWith("\"none\" : null\n}\n");
    }

    @Test
    void fileReadsBackInItsOrder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.json");
        Map<String, Object> tree = tree();
        tree.put("large", new BigInteger("123456789012345678901234567890"));
        Files.writeString(file, Json.writeString(tree));

        Map<String, Object> read = Json.read(file);

        assertThat(new ArrayList<>(read.keySet())).isEqualTo(new ArrayList<>(tree.keySet()));
        assertThat(Json.writeLine(read)).isEqualTo(Json.writeLine(tree));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1,;\"a\": 2} | run.json:2: not valid JSON: Duplicate Object property",
                "{\"a\": 1;;\"b\": 2} | run.json:3: not valid JSON: Unexpected character",
                "{\"a\": NaN} | run.json:1: not valid JSON: Non-standard token 'NaN'",
                "{\"a\": 1e999} | run.json: a: expected a finite number, found Infinity",
                "[1] | run.json:1: expected a JSON object, found [1]",
                "{} {} | run.json:1: not valid JSON: Trailing token",
                "{\"a\": | run.json:1: not valid JSON: Unexpected end-of-input",
            })
    void whatIsNotOneObjectNamesItsLine(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text.replace(';', '\n'), "run.json"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFileThatIsCutOffIsDescribedInOurWords() {
        assertThatThrownBy(() -> Json.parse("{\"a\": {\"b\": 1,", "run.json"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("run.json:1: not valid JSON: Unexpected end-of-input")
                .hasMessageNotContainingAny("Source", "REDACTED");
    }

    @Test
    void emptyAndMissingFilesAreRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> Json.parse("", "run.json"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("run.json:1: not valid JSON: ");
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> Json.read(absent))
                .isInstanceOf(ConfigException.class)
                .hasMessage(absent + ": expected a JSON file, found none. Check the path");
    }

    @Test
    void whatJsonCannotHoldIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Json.writeLine(Map.of("loss", List.of(1.0, Double.NaN))))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "JSON: loss[1]: expected a finite number, found NaN. Write null or leave"
                                + " the key out");
        assertThatThrownBy(() -> Json.writeString(Map.of("a", Float.NEGATIVE_INFINITY)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found -Infinity");
        assertThatThrownBy(() -> Json.writeLine(Map.of(1, 2)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("JSON: expected text keys, found 1");
    }
}
