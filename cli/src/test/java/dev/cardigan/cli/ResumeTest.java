package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTest {

    private static final long STEPS = 12;

    @TempDir private Path runs;

    private Cardigan.Result train(String paper, String settings, long steps, String name) {
        String[] common = {
            "train",
            paper,
            "--batch",
            "8", // whole groups of StyleGAN2's four
            "--threads",
            "1",
            "--seed",
            "3",
            "--quiet",
            "--sample-every",
            "5",
            "--save-every",
            "4",
            "--log-every",
            "3",
            "--set",
            "samples=20",
            "--runs",
            runs.toString()
        };
        List<String> all = new ArrayList<>(Arrays.asList(common));
        for (String setting : settings.split(";", -1)) {
            all.addAll(List.of("--set", setting));
        }
        all.addAll(List.of("--data", paper.equals("gan") ? "builtin:ring8" : "builtin:digits"));
        all.addAll(List.of("--size", "16", "--steps", Long.toString(steps), "--name", name));
        return Cardigan.run(all.toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "dcgan, width=8",
        "wgan-gp, width=8",
        "cgan, 'generatorWidths=[16, 24]'",
        "gan, latent=4"
    })
    void resumedRunsEqualTheUninterruptedOneByteForByte(String paper, String settings)
            throws IOException {
        assertThat(train(paper, settings, STEPS, "whole").code()).isZero();
        assertThat(RunFiles.of(runs.resolve("whole"), STEPS))
                .contains("metrics.jsonl", "samples/step-00000010.png", "samples/step-00000012.png")
                .contains("checkpoints/step-00000012/weights.safetensors");
        equalsWholeWhenSplit(paper, settings, STEPS, 1, 5, 8);
    }

    /** Mean of styles, path-length mean, moving probability of augmentation, average of weights. */
    @Test
    void resumedStyleGan2KeepsAllItsRunningStates() throws IOException {
        String settings =
                "widest=8;latent=8;depth=1;augment.ada.target=0.6;augment.ada.speed=200;"
                        + "average={halfLife: {pictures: 50, rampUp: 0.05}}";
        long steps = 20; // R1 is charged at every 16th
        assertThat(train("stylegan2", settings, steps, "whole").code()).isZero();
        assertThat(Files.readString(runs.resolve("whole/metrics.jsonl")))
                .containsPattern("augment/probability\" *: *0\\.[0-9]*[1-9]");
        equalsWholeWhenSplit("stylegan2", settings, steps, 5, 16, 17);
    }

    private void equalsWholeWhenSplit(String paper, String settings, long steps, long... splits)
            throws IOException {
        for (long split : splits) {
            String name = "split-" + split;
            assertThat(train(paper, settings, split, name).code()).isZero();
            resumed(name, split + 2);
            resumed(name, steps);
            assertThat(RunFiles.differences(runs.resolve("whole"), runs.resolve(name), steps))
                    .as("%s, split at step %d", paper, split)
                    .isEmpty();
        }
    }

    private void resumed(String name, long steps) {
        Cardigan.Result result =
                Cardigan.run("resume", name, "--runs", runs, "--steps", steps, "--quiet");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void otherSeedsGiveOtherBytes() throws IOException {
        train("dcgan", "width=8", STEPS, "one");
        train("dcgan", "seed=4", STEPS, "other"); // --seed is stronger: the width differs
        assertThat(RunFiles.differences(runs.resolve("one"), runs.resolve("other"), STEPS))
                .contains("metrics.jsonl", "samples/step-00000010.png");
    }

    @Test
    void refusesDataThatHasChanged() throws IOException {
        train("gan", "latent=4", 3, "changed");
        Path record = runs.resolve("changed/run.json");
        String text = Files.readString(record);
        Files.writeString(
                record, text.replaceFirst("\"fingerprint\" : \"....", "\"fingerprint\" : \"0000"));
        Cardigan.Result result = Cardigan.run("resume", "changed", "--runs", runs);
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("the data has changed since this run began");
    }

    @Test
    void refusesSettingsThatWouldChangeTheTraining() {
        train("gan", "latent=4", 3, "fixed");
        Cardigan.Result result =
                Cardigan.run("resume", "fixed", "--runs", runs, "--set", "batch=7");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("--set batch").contains("logEvery");
    }

    @Test
    void aRunWithoutCheckpointIsNamed() throws IOException {
        train("gan", "latent=4", 1, "bare");
        Files.move(runs.resolve("bare/checkpoints"), runs.resolve("away"));
        Cli sampled = Cli.run("sample", runs.resolve("bare"));
        assertThat(sampled.code()).isEqualTo(5);
        assertThat(sampled.err()).contains(runs.resolve("bare") + ": this run has no checkpoint");
    }

    @Test
    void saysWhichRunsThereAreWhenItFindsNone() {
        train("gan", "latent=4", 1, "present");
        Cardigan.Result result = Cardigan.run("resume", "absent", "--runs", runs);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("'absent'").contains("present");
        assertThat(Cardigan.run("resume", "latest", "--runs", runs, "--steps", 2).code()).isZero();
        assertThat(runs.resolve("present/checkpoints/step-00000002")).isDirectory();
    }

    @Test
    void aLengthThatIsBehindIsRefusedBeforeItIsWritten() throws IOException {
        train("gan", "latent=4", 8, "long");
        String record = Files.readString(runs.resolve("long/run.json"));
        for (String[] shorter : new String[][] {{"--steps", "5"}, {"--set", "steps=5"}}) {
            Cardigan.Result result =
                    Cardigan.run("resume", "long", "--runs", runs, shorter[0], shorter[1]);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("expected at least 8", "found 5");
        }
        assertThat(Files.readString(runs.resolve("long/run.json"))).isEqualTo(record);
        resumed("long", 8);
    }

    @Test
    void dataThatHasMovedIsFoundAgainIfItIsTheSame() {
        Path before = SmallDigits.in(runs.resolve("data/before"), 40, 1);
        Cardigan.Result trained =
                Cardigan.run(
                        "train",
                        "gan",
                        "--data",
                        before,
                        "--steps",
                        1,
                        "--batch",
                        4,
                        "--threads",
                        1,
                        "--runs",
                        runs,
                        "--name",
                        "moved",
                        "--quiet");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path after = runs.resolve("data/after");
        assertThat(before.toFile().renameTo(after.toFile())).isTrue();
        Cardigan.Result lost = Cardigan.run("resume", "moved", "--runs", runs, "--steps", 2);
        assertThat(lost.code()).isEqualTo(4);
        assertThat(lost.err()).contains(before.toString(), "'cardigan resume moved --data DATA'");
        Path other = SmallDigits.in(runs.resolve("data/other"), 40, 2);
        Cardigan.Result wrong =
                Cardigan.run("resume", "moved", "--runs", runs, "--steps", 2, "--data", other);
        assertThat(wrong.code()).isEqualTo(4);
        assertThat(wrong.err()).contains("the data has changed since this run began");
        Cardigan.Result found =
                Cardigan.run("resume", "moved", "--runs", runs, "--steps", 2, "--data", after);
        assertThat(found.code()).as(found.err()).isZero();
        // From now on it is known where they are.
        resumed("moved", 3);
    }
}
