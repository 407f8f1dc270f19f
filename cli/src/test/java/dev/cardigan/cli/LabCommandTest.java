package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.report.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabCommandTest {

    @TempDir private Path folder;

    private Path out() {
        return folder.resolve("lab");
    }

    private static List<Measurement> numbers(Path out) throws IOException {
        return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
                .map(Measurement::from)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-gaussians", "swissroll", "ring8", "objectives", "likelihood"})
    void everyExperimentLeavesNumbersPicturesAndOnePage(String experiment) throws IOException {
        Cli cli = Cli.run("lab", experiment, "--steps", 4, "--hold", 2, "--out", out());
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(out().resolve("time-lapse.png")).isNotEmptyFile();
        assertThat(out().resolve("time-lapse.gif")).isNotEmptyFile();
        assertThat(out().resolve("samples/step-00000004.png")).isNotEmptyFile();
        List<Measurement> numbers = numbers(out());
        assertThat(numbers).hasSizeGreaterThan(4);
        assertThat(Files.readAllLines(out().resolve("numbers.csv")))
                .hasSize(numbers.size() + 1)
                .first()
                .asString()
                .startsWith("step,");
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("data:image/png;base64", "<svg")
                .doesNotContain("src=\"http", "<script");
    }

    @Test
    void sameSeedGivesTheSameNumbers() throws IOException {
        Path again = folder.resolve("again");
        Cli.run("lab", "grid25", "--steps", 3, "--seed", 7, "--quiet", "--out", out());
        Cli.run("lab", "grid25", "--steps", 3, "--seed", 7, "--quiet", "--out", again);
        assertThat(numbers(again)).isEqualTo(numbers(out())).isNotEmpty();
    }

    @Test
    void aDeadGameIsNamedAndNeverAtRest() {
        Cli cli =
                Cli.run(
                        "lab",
                        "equilibrium",
                        "--steps",
                        900,
                        "--set",
                        "batch=8",
                        "--json",
                        "--out",
                        out());
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.out())
                .contains("dead          1       900  dead: no weight has moved")
                .contains("dead: 0 of 1 games came to rest");
    }

    @Test
    void settingsReachTheGameAndUnknownOnesAreSaid() {
        Cli wrong = Cli.run("lab", "ring8", "--set", "latnet=3", "--out", out());
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("--set latnet: unknown key");
        Cli none = Cli.run("lab", "ring9", "--out", out());
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("expected one of two-gaussians, ring8");
    }

    @Test
    void helpTeaches() {
        assertThat(Cli.run("lab", "--help").out())
                .contains("D* = p / (p + q)", "equilibrium", "--hold", "cardigan lab ring8");
    }
}
