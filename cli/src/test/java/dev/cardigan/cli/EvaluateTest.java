package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.evaluation.MeasureCache;
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

    @TempDir private Path folder;

    @BeforeEach
    void cacheBesideTheRuns() {
        System.setProperty(MeasureCache.PLACE, folder.resolve("cache").toString());
    }

    @AfterEach
    void usualCache() {
        System.clearProperty(MeasureCache.PLACE);
    }

    private Cardigan.Result train(String name, long steps, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("width=8", "samples=20", "saveEvery=6"));
        return train("cdcgan", name, steps, all);
    }

    private Cardigan.Result train(String paper, String name, long steps, List<String> settings) {
        List<Object> all = new ArrayList<>();
        Path data = SmallDigits.in(folder.resolve("digits"), 200, 1);
        all.addAll(List.of("train", paper, "--data", data, "--size", 16));
        all.addAll(List.of("--batch", 8, "--threads", 1, "--seed", 3, "--steps", steps));
        all.addAll(List.of("--sample-every", 6, "--log-every", 2));
        all.addAll(List.of("--runs", folder, "--name", name));
        for (String setting : settings) {
            all.addAll(List.of("--set", setting));
        }
        return Cardigan.run(all.toArray());
    }

    private Cardigan.Result measured(String name, long steps, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(
                0, List.of("evaluate.every=4", "evaluate.samples=40", "evaluate.extractor=random"));
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

    /** Two gigabytes of pixels, more than this process has, are drawn when they are measured. */
    @Test
    void whetherManySamplesCanBeMeasuredIsKnownWithoutDrawingThem() {
        Cardigan.Result result =
                train(
                        "many",
                        2,
                        "evaluate.every=4",
                        "evaluate.samples=8000000",
                        "evaluate.extractor=random");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void whatCannotBeMeasuredIsSaidBeforeTheFirstStep() {
        Cardigan.Result result = measured("walk", 12, "evaluate.metric=fid,ppl");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("ppl cannot be measured here: it walks through latents");
        assertThat(folder.resolve("walk/checkpoints/step-00000004")).doesNotExist();
        Cardigan.Result many = measured("many", 12, "evaluate.samples=9000000");
        assertThat(many.code()).isEqualTo(3);
        assertThat(many.err()).contains("evaluate.samples: expected at most 8,388,607 pictures");
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

    /** Hardly a rate and no normalisation: every score is that of the first weights. */
    private Cardigan.Result standStill(String name, long steps, int patience) {
        return train(
                "gan",
                name,
                steps,
                List.of(
                        "evaluate.every=4",
                        "evaluate.samples=40",
                        "evaluate.extractor=random",
                        "evaluate.patience=" + patience,
                        "saveEvery=5",
                        "generatorWidths=[]",
                        "generator.sgd.learningRate=1e-30"));
    }

    @Test
    void theBestCheckpointStaysBesidesTheNewest() throws IOException {
        Cardigan.Result result = standStill("still", 14, 0);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("Measured at step 4: fid [0-9.]+, the best so far")
                .containsPattern("Measured at step 8: fid [0-9.]+\\R")
                .containsPattern("Best fid: [0-9.]+ at step 4, whose checkpoint is kept");
        Path checkpoints = folder.resolve("still/checkpoints");
        assertThat(checkpoints).isDirectoryContaining("glob:**/step-00000004");
        assertThat(checkpoints).isDirectoryContaining("glob:**/step-00000014");
        assertThat(checkpoints).isDirectoryNotContaining("glob:**/step-00000005");
        assertThat(Files.readString(checkpoints.resolve("step-00000004/state.json")))
                .contains("\"fid\"");
        assertThat(Files.readString(checkpoints.resolve("step-00000014/state.json")))
                .doesNotContain("\"fid\"");
    }

    @Test
    void stopsWhenNothingImproves() {
        Cardigan.Result result = standStill("plateau", 40, 2);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Stopped early").contains("2 evaluations");
        assertThat(folder.resolve("plateau/checkpoints/step-00000012")).isDirectory();
        assertThat(folder.resolve("plateau/checkpoints/step-00000015")).doesNotExist();
    }

    @Test
    void scoresMustFallOnLinesOfTheLog() {
        Cardigan.Result result = train("odd", 4, "evaluate.every=3");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("multiple of logEvery");
    }
}
