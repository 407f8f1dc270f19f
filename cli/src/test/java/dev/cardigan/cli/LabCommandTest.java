package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.lab.Notebook;
import dev.cardigan.report.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    void whatCannotBePlayedLeavesNoFolderInTheWay() {
        Cli wrong = Cli.run("lab", "ring8", "--set", "latnet=3", "--out", out());
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(out()).doesNotExist();
        Cli packed = Cli.run("lab", "ring8", "--paper", "pacgan", "--steps", 2, "--out", out());
        assertThat(packed.code()).isEqualTo(3);
        assertThat(packed.err()).contains("judges packs of 2", "--set packing=1");
        assertThat(out()).doesNotExist();
        Cli right = Cli.run("lab", "ring8", "--steps", 2, "--out", out());
        assertThat(right.code()).as(right.err()).isZero();
        Cli again = Cli.run("lab", "ring8", "--steps", 2, "--out", out());
        assertThat(again.err()).contains("new or empty folder").doesNotContain("resume");
    }

    /** The last regular look at 96 steps is that at step 4: what is told must be of step 6. */
    @ParameterizedTest
    @ValueSource(strings = {"ring8", "two-gaussians", "objectives"})
    void whatIsStoppedEarlySaysSoAndTellsWhatWasReached(String experiment) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        StringWriter said = new StringWriter();
        Screen screen = new Screen(new PrintWriter(said, true), Screen.Mode.PLAIN);
        try (RunFolder lab = RunFolder.create(folder, "lab");
                Notebook notebook = Notebook.in(lab, line -> {})) {
            new LabBench(
                            own -> Settings.ofMap(own, "test"),
                            "gan",
                            Optional.of(96L),
                            1,
                            notebook,
                            screen,
                            () -> asked.getAndIncrement() >= 6)
                    .run(experiment, 4, 1);
        }
        assertThat(said.toString()).contains("Stopped early, after 6 of 96 steps");
        assertThat(numbers(out()))
                .extracting(Measurement::step)
                .startsWith(0L, 4L, 6L)
                .allMatch(step -> step <= 7);
    }

    @Test
    void gamesStoppedEarlyAreNotCounted() throws IOException {
        StringWriter said = new StringWriter();
        Screen screen = new Screen(new PrintWriter(said, true), Screen.Mode.PLAIN);
        AtomicInteger asked = new AtomicInteger();
        try (RunFolder lab = RunFolder.create(folder, "lab");
                Notebook notebook = Notebook.in(lab, line -> {})) {
            new LabBench(
                            own -> Settings.ofMap(own, "test"),
                            "gan",
                            Optional.of(50L),
                            1,
                            notebook,
                            screen,
                            () -> asked.getAndIncrement() >= 3)
                    .run("equilibrium", 0, 1);
        }
        assertThat(said.toString()).contains("Stopped early").doesNotContain("games came to rest");
    }

    @Test
    void helpTeaches() {
        assertThat(Cli.run("lab", "--help").out())
                .contains("D* = p / (p + q)", "equilibrium", "--hold", "cardigan lab ring8");
    }
}
