package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training where nobody names a paper. */
class DefaultPaperTest {

    @TempDir private Path runs;

    private Cardigan.Result train(Object... data) {
        Object[] all = new Object[data.length + 11];
        System.arraycopy(data, 0, all, 0, data.length);
        Object[] rest = {
            "--steps", 1, "--batch", 4, "--threads", 1, "--runs", runs, "--name", "run", "--json"
        };
        System.arraycopy(rest, 0, all, data.length, rest.length);
        return Cardigan.run(all);
    }

    private Object trained() {
        return Json.read(runs.resolve("run").resolve("run.json")).get("paper");
    }

    @Test
    void picturesGetTheModernBaseline() {
        Path digits = SmallDigits.in(runs.resolve("digits"), 20, 1);
        Cardigan.Result result =
                train("train", "--data", digits, "--set", "width=16", "--set", "widest=16");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(trained()).isEqualTo("r3gan");
    }

    @Test
    void pointsGetPerceptrons() {
        Cardigan.Result result = train("train", "--data", "builtin:two-gaussians");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(trained()).isEqualTo("gan");
    }

    @Test
    void dataInThePlaceOfThePaperAreTakenForAMistake() {
        Cardigan.Result result = train("train", runs);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("run 'cardigan train --data " + runs + "'");
    }

    @Test
    void aRunThatIsBegunFromAnotherIsOfItsPaper() {
        Path digits = SmallDigits.in(runs.resolve("digits"), 20, 1);
        Object[] first = {
            "train",
            "dcgan",
            "--data",
            digits,
            "--steps",
            1,
            "--batch",
            4,
            "--threads",
            1,
            "--runs",
            runs,
            "--name",
            "first",
            "--set",
            "width=4"
        };
        assertThat(Cardigan.run(first).code()).isZero();
        Cardigan.Result result = train("train", "--from", runs.resolve("first"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(trained()).isEqualTo("dcgan");
    }

    @Test
    void thePaperStandsInTheFileOfSettings() throws IOException {
        Path digits = SmallDigits.in(runs.resolve("digits"), 20, 1);
        Path file = runs.resolve("run.yaml");
        Files.writeString(file, "model:\n  dcgan:\n    width: 4\n");
        Cardigan.Result result = train("train", "--data", digits, "--size", 16, "--config", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(trained()).isEqualTo("dcgan");
        assertThat(result.out()).doesNotContain("No PAPER given");
        Cardigan.Result other = train("train", "gan", "--data", digits, "--config", file);
        assertThat(other.code()).isEqualTo(3);
    }

    @Test
    void latestIsNoNameOfARun() {
        Cardigan.Result result =
                Cardigan.run(
                        "train",
                        "gan",
                        "--data",
                        "builtin:ring8",
                        "--steps",
                        1,
                        "--name",
                        "latest",
                        "--runs",
                        runs);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("'latest' means the newest run");
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void fewPicturesAreWarnedOf() {
        Path one = ColouredPictures.in(runs.resolve("one"), 1, 16);
        Object[] small = {"--set", "generatorWidths=[8]", "--set", "discriminatorWidths=[8]"};
        Cardigan.Result result =
                Cardigan.run(
                        "train",
                        "gan",
                        "--data",
                        one,
                        "--steps",
                        1,
                        "--batch",
                        4,
                        "--threads",
                        1,
                        "--runs",
                        runs,
                        small[0],
                        small[1],
                        small[2],
                        small[3]);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Only 1 picture: the networks will soon know");
    }

    @Test
    void anEmptyNameIsNotTheFolderOneIsIn() {
        Cardigan.Result result = train("train", "gan", "--data", "");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("found an empty name");
    }
}
