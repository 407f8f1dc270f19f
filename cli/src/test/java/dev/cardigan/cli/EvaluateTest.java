package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are measured while they train. */
class EvaluateTest {

    private static final String HOME = "user.home";

    @TempDir private Path folder;
    private String home = "";

    @BeforeEach
    void cacheBesideTheRuns() {
        home = System.getProperty(HOME);
        System.setProperty(HOME, folder.resolve("home").toString());
    }

    @AfterEach
    void homeAgain() {
        System.setProperty(HOME, home);
    }

    private Cardigan.Result train(String name, long steps, String... settings) {
        List<Object> all = new ArrayList<>();
        all.addAll(List.of("train", "cdcgan", "--data", "builtin:digits", "--size", 16));
        all.addAll(List.of("--batch", 8, "--threads", 1, "--seed", 3, "--steps", steps));
        all.addAll(List.of("--sample-every", 6, "--save-every", 6, "--log-every", 2));
        all.addAll(List.of("--set", "width=8", "--set", "samples=20", "--runs", folder));
        all.addAll(List.of("--name", name));
        for (String setting : settings) {
            all.addAll(List.of("--set", setting));
        }
        return Cardigan.run(all.toArray());
    }

    private Cardigan.Result measured(String name, long steps, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(
                List.of("evaluate.every=4", "evaluate.samples=40", "evaluate.extractor=random"));
        return train(name, steps, settings.toArray(String[]::new));
    }

    @Test
    void measuringChangesNoLossAndNoWeight() throws IOException {
        assertThat(train("plain", 12).code()).isZero();
        Cardigan.Result result = measured("measured", 12, "evaluate.metric=fid,prdc");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        String lines = Files.readString(folder.resolve("measured/metrics.jsonl"));
        assertThat(lines).contains("score/fid").contains("score/recall");
        assertThat(lines.replaceAll(",\"score/[a-z-]+\":[^,}]+", ""))
                .isEqualTo(Files.readString(folder.resolve("plain/metrics.jsonl")));
        assertThat(RunFiles.differences(folder.resolve("plain"), folder.resolve("measured"), 12))
                .containsOnly(
                        "metrics.jsonl",
                        "checkpoints/step-00000012/manifest.json",
                        "checkpoints/step-00000012/state.json");
        assertThat(Files.readString(folder.resolve("measured/report.html"))).contains("score");
    }

    @Test
    void resumedMeasurementsEqualTheUninterruptedOnes() throws IOException {
        measured("whole", 12);
        measured("split", 5);
        Cardigan.Result resumed =
                Cardigan.run("resume", "split", "--runs", folder, "--steps", 12, "--quiet");
        assertThat(resumed.code()).isZero();
        assertThat(RunFiles.differences(folder.resolve("whole"), folder.resolve("split"), 12))
                .isEmpty();
    }

    @Test
    void keepsTheBestAndStopsWhenNothingImproves() throws IOException {
        // The rate is 0: every score is that of the first weights, so only the first is best.
        Cardigan.Result result =
                measured(
                        "still",
                        40,
                        "evaluate.patience=2",
                        "game.generator.adam.learningRate=1e-30",
                        "game.discriminator.adam.learningRate=1e-30");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Stopped early").contains("2 evaluations");
        Path checkpoints = folder.resolve("still/checkpoints");
        assertThat(checkpoints.resolve("step-00000004")).isDirectory();
        assertThat(checkpoints.resolve("step-00000012")).isDirectory();
        assertThat(checkpoints.resolve("step-00000018")).doesNotExist();
        assertThat(Files.readString(checkpoints.resolve("step-00000004/state.json")))
                .contains("scores");
    }

    @Test
    void scoresMustFallOnLinesOfTheLog() {
        Cardigan.Result result = train("odd", 4, "evaluate.every=3");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("multiple of logEvery");
    }
}
