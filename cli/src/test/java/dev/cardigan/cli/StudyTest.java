package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.config.Settings;
import dev.cardigan.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyTest {

    @TempDir private Path folder;

    @Test
    void comparesPairsByHand() {
        Paired paired = Paired.of(List.of(1.0, 2.0, 3.0, 0.0, -1.0));
        assertThat(paired.mean()).isEqualTo(1);
        assertThat(paired.halfWidth()).isCloseTo(2.776445 * Math.sqrt(2.5 / 5), within(1e-4));
        assertThat(paired.better()).isEqualTo(3);
        assertThat(paired.worse()).isEqualTo(1);
        assertThat(paired.signProbability()).isCloseTo(2 * 5 / 16.0, within(1e-12));
        assertThat(Paired.of(List.of(2.0)).halfWidth()).isNaN();
        assertThat(Paired.of(List.of(2.0, 2.0)).probability()).isZero();
    }

    @Test
    void readsAStudyFile() {
        StudyPlan plan =
                StudyPlan.of(
                        Settings.ofYaml(
                                """
                                name: two
                                data: builtin:ring8
                                seeds: 2
                                measures: [modes]
                                set: [batch=16]
                                base: plain
                                arms:
                                  slow: {paper: gan, set: ['generator.adam.learningRate=1e-4']}
                                  plain: {paper: gan}
                                """,
                                "study.yaml"));
        assertThat(plan.cells())
                .extracting(StudyPlan.Cell::run)
                .containsExactly("slow-1", "plain-1", "slow-2", "plain-2");
        assertThat(plan.assignments(plan.cells().get(0)))
                .containsExactly("batch=16", "generator.adam.learningRate=1e-4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arms: {a: {paper: gan}}, measures: [mode]   | did you mean 'modes'?",
                "arms: {a: {paper: gan}}, base: b            | expected one of [a], found 'b'",
                "arms: {'../a': {paper: gan}}                | found '../a'",
                "arms: {a: {paper: gan}}, seeds: 0           | expected at least 1",
                "seeds: 3                                    | arms: expected at least one"
            })
    void saysWhatIsWrongWithAFile(String yaml, String said) {
        Settings settings = Settings.ofYaml("{" + yaml + "}", "study.yaml");
        assertThatThrownBy(() -> StudyPlan.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(said);
    }

    @Test
    void tablesHoldMeansErrorsAndDifferences() {
        StudyPlan plan =
                StudyPlan.of(
                        Settings.ofYaml(
                                "{measures: [modes], base: b, arms: {a: {paper: gan}, b: {paper: gan}}}",
                                "study.yaml"));
        List<String> modes = List.of("modes");
        StudyResults results = new StudyResults(folder);
        for (long seed = 1; seed <= 3; seed++) {
            results.add(new StudyPlan.Cell("a", seed), modes, Map.of("modes", 5.0 + seed));
            results.add(new StudyPlan.Cell("b", seed), modes, Map.of("modes", 4.0));
        }
        results.add(new StudyPlan.Cell("b", 4), modes, Map.of(StudyResults.DIVERGED, 1.0));
        StudyTable table = new StudyTable(plan, results);
        assertThat(table.means())
                .containsExactly(
                        List.of("arm", "runs", "diverged", "modes"),
                        List.of("a", "3", "0", "7.000 +- 0.5774"),
                        List.of("b", "4", "1", "4.000 +- 0.000"));
        assertThat(table.comparisons().get(1))
                .containsExactly(
                        "a",
                        "modes",
                        "3",
                        "3.000",
                        "0.5159 .. 5.484",
                        "0.03510",
                        "3 : 0",
                        "0.2500");
        assertThat(table.csv()).contains("a,2,0,7.0\n", "b,4,1,\n");
        assertThat(table.page().html()).contains("<th>modes</th>", "7.000 +- 0.5774");
    }

    @Test
    void aMeasureAskedForLaterIsMissingAndOneWithoutValueIsNot() {
        StudyResults results = new StudyResults(folder);
        StudyPlan.Cell cell = new StudyPlan.Cell("a", 1);
        results.add(cell, List.of("modes", "reverseKl"), Map.of("modes", 5.0));
        assertThat(results.isComplete(cell, List.of("modes", "reverseKl"))).isTrue();
        assertThat(results.isComplete(cell, List.of("modes", "seconds"))).isFalse();
        assertThat(results.isComplete(new StudyPlan.Cell("a", 2), List.of("modes"))).isFalse();
        assertThat(results.of("a").get(1L)).containsExactly(Map.entry("modes", 5.0));
    }

    @Test
    void trainsMeasuresAndGoesOnWhereItWas() throws IOException {
        Object[] words = {
            "study",
            "gan",
            "--data",
            "builtin:ring8",
            "--vary",
            "latent=2,4",
            "--seeds",
            "1",
            "--set",
            "steps=4",
            "--measure",
            "modes,highQuality",
            "--into",
            folder
        };
        Cli first = Cli.run(words);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("latent-2-1: {\"modes\":", "arm less latent-2");
        String csv = Files.readString(folder.resolve("results.csv"));
        assertThat(csv.lines()).hasSize(3);
        assertThat(folder.resolve("study.html")).isRegularFile();

        Files.delete(folder.resolve("results-latent-4.jsonl"));
        Cli again = Cli.run(words);
        assertThat(again.out()).contains("latent-4-1: {").doesNotContain("latent-2-1: {");
        assertThat(Files.readString(folder.resolve("results.csv"))).isEqualTo(csv);

        words[9] = "steps=5";
        Cli other = Cli.run(words);
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("give --into a folder of its own");
    }
}
