package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void fileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("my config.yaml");
        Files.writeString(file, "\uFEFFbatch: 2\r\nbatch: 3\r\n");
        refused(() -> Settings.from(file))
                .hasMessage(
                        file
                                + ":2: duplicate key 'batch', first set in "
                                + file
                                + ":1. Keep one of them");
    }

    @Test
    void missingAndForeignFilesAreRefused(@TempDir Path folder) throws IOException {
        Path absent = folder.resolve("absent.yaml");
        refused(() -> Settings.from(absent))
                .hasMessage(absent + ": expected a YAML file, found none. Check the path");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        refused(() -> Settings.from(latin))
                .hasMessage(
                        latin + ": expected text in UTF-8, found other bytes. Save it as UTF-8");
    }

    @Test
    void severalDuplicatesAreReportedAtOnce() {
        refusedYaml("a: 1\nb: {c: 1, c: 2}\na: 2")
                .hasMessage(
                        "c.yaml:2: duplicate key 'c', first set in c.yaml:2. Keep one of them\n"
                                + "c.yaml:3: duplicate key 'a', first set in c.yaml:1. Keep one of"
                                + " them");
    }

    @Test
    void rootMustBeAMapping() {
        refusedYaml("\n- a\n- b")
                .hasMessage("c.yaml:2: expected settings such as 'batch: 64', found a list");
        refusedYaml("batch").hasMessageContaining("found 'batch'");
    }

    @Test
    void whatIsNotYamlNamesItsLine() {
        refusedYaml("a: 1\nb: c: d")
                .hasMessage("c.yaml:2: not valid YAML: mapping values are not allowed here");
        refusedYaml("a: 1\nb: [1, 2").hasMessageStartingWith("c.yaml:2: not valid YAML: ");
        refusedYaml("a: 1\n---\na: 2").hasMessageStartingWith("c.yaml:2: not valid YAML: ");
        refusedYaml("a: \u0007").hasMessageStartingWith("c.yaml: not valid YAML: ");
    }

    @Test
    void keysMustBeNames() {
        refusedYaml("a: 1\n? [x]\n: 2")
                .hasMessage("c.yaml:2: expected a name as the key, found a list or mapping");
        refusedYaml("~: 1").hasMessage("c.yaml:1: expected a name as the key, found nothing");
    }

    @Test
    void tagsAreRefused() {
        refusedYaml("a: 1\nb: !!javax.script.ScriptEngineManager [x]")
                .hasMessage(
                        "c.yaml:2: expected a plain value, found the tag"
                                + " 'tag:yaml.org,2002:javax.script.ScriptEngineManager'. Remove"
                                + " the tag");
        refusedYaml("a: !!str 5").hasMessageContaining("found the tag 'tag:yaml.org,2002:str'");
    }

    @Test
    void anchorsWorkButDoNotMultiplyWithoutEnd() {
        assertThat(Settings.ofYaml("a: &x {b: 1}\nc: *x", "c.yaml").text("c.b")).contains("1");

        String bomb =
                IntStream.rangeClosed(1, 20)
                        .mapToObj(at -> "a%1$d: &a%1$d [*a%2$d, *a%2$d]".formatted(at, at - 1))
                        .collect(Collectors.joining("\n", "a0: &a0 [1, 1, 1, 1]\n", ""));
        refusedYaml(bomb).hasMessageMatching("c.yaml:\\d+: more than 10000 values, .*");
        refusedYaml("a: &a [*a]").hasMessageContaining("nest deeper than 64 levels");
        refusedYaml("a: " + "[".repeat(200_000))
                .hasMessageStartingWith("c.yaml:1: values nest deeper than 64 levels");
        refusedYaml("a: " + "x".repeat(300_000)).hasMessageContaining("not valid YAML");
    }

    @Test
    void assignmentsNeedAKeyAndAValue() {
        refused(() -> Settings.ofAssignments(List.of("batch", "=3", "a..b=1")))
                .hasMessage(
                        """
                        --set batch: expected key=value, found 'batch'
                        --set : expected key=value, found '=3'
                        --set a..b: expected key=value, found 'a..b=1'""");
        refused(() -> Settings.ofAssignments(List.of("a=[1")))
                .hasMessageStartingWith("--set a: not valid YAML: ");
    }

    @Test
    void variablesOfOneKeyAreRefused() {
        refused(
                        () ->
                                Settings.ofEnvironment(
                                        Map.of(
                                                "CARDIGAN_SET_LEARNING_RATE", "1",
                                                "CARDIGAN_SET_LEARNINGRATE", "2")))
                .hasMessage(
                        "environment CARDIGAN_SET_LEARNING_RATE: sets the same key as"
                                + " CARDIGAN_SET_LEARNINGRATE");
        refused(() -> Settings.ofEnvironment(Map.of("CARDIGAN_SET_", "1")))
                .hasMessage("environment CARDIGAN_SET_: expected a key behind the prefix");
    }

    @Test
    void strongestSingleValueIsFoundBeforeBinding() {
        Settings settings =
                Settings.ofEnvironment(Map.of("CARDIGAN_SET_PAPER", "wgan"))
                        .overriddenBy(Settings.ofYaml("model: {size: 4}", "c.yaml"));

        assertThat(settings.text("paper")).contains("wgan");
        assertThat(settings.text("model.size")).contains("4");
        assertThat(settings.text("model")).isEmpty();
        assertThat(settings.text("absent.key")).isEmpty();
        assertThat(
                        settings.overriddenBy(Settings.ofAssignments(List.of("paper=dcgan")))
                                .text("paper"))
                .contains("dcgan");
    }

    @Test
    void treesMustBePlain() {
        refused(() -> Settings.ofMap(Map.of("a", Map.of("b", Path.of("x"))), "run.json"))
                .hasMessageStartingWith(
                        "run.json: a.b: expected a map, list, text, number, boolean or null");
    }

    private static AbstractThrowableAssert<?, ?> refusedYaml(String text) {
        return refused(() -> Settings.ofYaml(text, "c.yaml"));
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(ConfigException.class);
    }
}
