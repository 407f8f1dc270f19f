package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentSettingsTest {

    private static final long STEPS = 12;

    /** A target so low that the probability rises by a tenth at every second batch. */
    private static final List<String> FAST =
            List.of(
                    "augment.ada.target=-0.99",
                    "augment.ada.interval=2",
                    "augment.ada.speed=120",
                    "augment.diff=translation,cutout");

    @TempDir private Path runs;

    private Cardigan.Result train(
            String paper, String width, String data, long steps, String name, List<String> set) {
        List<Object> all = new ArrayList<>(List.of("train", paper, "--data", data));
        all.addAll(List.of("--batch", 6, "--threads", 1, "--seed", 3, "--quiet"));
        all.addAll(List.of("--save-every", 4, "--log-every", 1, "--runs", runs, "--size", 16));
        all.addAll(List.of("--steps", steps, "--name", name, "--set", width));
        set.forEach(each -> all.addAll(List.of("--set", each)));
        return Cardigan.run(all.toArray());
    }

    /** wgan-gp differentiates its critic, and with it the augmentation, twice. */
    @ParameterizedTest
    @CsvSource({"dcgan, width=8", "cdcgan, width=8", "wgan-gp, width=8"})
    void aRunWithAMovingProbabilityResumesByteForByte(String paper, String width)
            throws IOException {
        Cardigan.Result whole = train(paper, width, "builtin:digits", STEPS, "whole", FAST);
        assertThat(whole.err()).isEmpty();
        String metrics = Files.readString(runs.resolve("whole/metrics.jsonl"));
        assertThat(metrics).contains("\"augment/meanSign\"");
        assertThat(metrics).contains("\"augment/probability\":0.1");
        assertThat(train(paper, width, "builtin:digits", 5, "split", FAST).code()).isZero();
        Cardigan.Result resumed =
                Cardigan.run("resume", "split", "--runs", runs, "--steps", STEPS, "--quiet");
        assertThat(resumed.err()).isEmpty();
        assertThat(RunFiles.differences(runs.resolve("whole"), runs.resolve("split"), STEPS))
                .isEmpty();
    }

    @Test
    void aFixedProbabilityStays() throws IOException {
        List<String> fixed = List.of("augment.ada.probability=0.25");
        assertThat(train("dcgan", "width=8", "builtin:digits", 6, "fixed", fixed).code()).isZero();
        assertThat(Files.readAllLines(runs.resolve("fixed/metrics.jsonl")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"augment/probability\":0.25"));
    }

    @Test
    void pointsAndUnknownChangesAreRefused() {
        Cardigan.Result points = train("gan", "latent=4", "builtin:ring8", 2, "points", FAST);
        assertThat(points.code()).isEqualTo(3);
        assertThat(points.err()).contains("augment: expected pictures, found samples of 2x1x1");
        List<String> unknown = List.of("augment.diff=color,sheer");
        Cardigan.Result named = train("dcgan", "width=8", "builtin:digits", 2, "named", unknown);
        assertThat(named.code()).isEqualTo(3);
        assertThat(named.err()).contains("color").contains("colour").contains("sheer");
        List<String> tooMuch = List.of("augment.ada.target=1.5");
        Cardigan.Result beyond = train("dcgan", "width=8", "builtin:digits", 2, "much", tooMuch);
        assertThat(beyond.code()).isEqualTo(3);
        assertThat(beyond.err()).contains("target").contains("1.5");
    }

    @Test
    void thePreviewShowsPicturesAndTheirChanges() {
        Path file = runs.resolve("preview.png");
        Cli result =
                Cli.run(
                        "data",
                        "augment-preview",
                        "builtin:digits",
                        "--ada",
                        0.5,
                        "--rows",
                        2,
                        "--columns",
                        3,
                        "--out",
                        file);
        assertThat(result.err()).isEmpty();
        assertThat(file).isNotEmptyFile();
        assertThat(Cli.run("data", "augment-preview", "builtin:digits").code()).isEqualTo(3);
    }
}
