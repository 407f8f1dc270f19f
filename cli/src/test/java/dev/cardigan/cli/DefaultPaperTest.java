package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
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
}
