package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.report.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor beside real runs. */
class DoctorRunTest {

    private static final String TOO_FAST = "discriminator.adam.learningRate=0.5";

    @TempDir private Path runs;

    private void train(String name, long steps, String doctor, String... assignments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "train",
                                "gan",
                                "--data",
                                "builtin:ring8",
                                "--threads",
                                "1",
                                "--quiet",
                                "--save-every",
                                "4",
                                "--log-every",
                                "3",
                                "--doctor",
                                doctor,
                                "--runs",
                                runs.toString(),
                                "--name",
                                name,
                                "--steps",
                                Long.toString(steps)));
        for (String assignment : assignments) {
            all.addAll(List.of("--set", assignment));
        }
        all.addAll(List.of("--set", "doctorEvery=2", "--set", "keep=9"));
        Cardigan.Result result = Cardigan.run(all.toArray());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    private byte[] weights(String name, long step) throws IOException {
        String file = "checkpoints/step-%08d/weights.safetensors".formatted(step);
        return Files.readAllBytes(runs.resolve(name).resolve(file));
    }

    @Test
    void watchingChangesNoWeight() throws IOException {
        train("off", 12, "off");
        train("watch", 12, "watch");
        train("act", 12, "act");
        assertThat(weights("watch", 12)).isEqualTo(weights("off", 12));
        assertThat(weights("act", 12)).isEqualTo(weights("off", 12));
        assertThat(Files.readString(runs.resolve("watch/metrics.jsonl")))
                .contains("\"doctor/diversity\"", "\"doctor/overfit\"", "\"doctor/alarm\":0.0");
        assertThat(Files.readString(runs.resolve("off/metrics.jsonl"))).doesNotContain("doctor");
    }

    /** A discriminator that judges packs is asked about whole packs, however small the data. */
    @Test
    void watchesDataThatAreNoMultipleOfABatch() throws IOException {
        Path data = SmallDigits.in(runs.resolve("digits"), 50, 1);
        Cardigan.Result result =
                Cardigan.run(
                        "train",
                        "dcgan",
                        "--data",
                        data,
                        "--size",
                        16,
                        "--batch",
                        12,
                        "--steps",
                        4,
                        "--threads",
                        1,
                        "--log-every",
                        1,
                        "--quiet",
                        "--runs",
                        runs,
                        "--name",
                        "packs",
                        "--set",
                        "width=4",
                        "--set",
                        "cures.packing=3",
                        "--set",
                        "doctorEvery=1");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        List<String> lines = Files.readAllLines(runs.resolve("packs/metrics.jsonl"));
        assertThat(lines).hasSize(4).allMatch(line -> line.contains("\"doctor/gap\""));
        // Weights that learn have moved since the step before, also where every step is examined.
        assertThat(lines.get(3)).containsPattern("\"doctor/generatorUpdate\":[0-9.E-]*[1-9]");
    }

    @Test
    void aTreatedRunThatIsResumedEqualsTheUninterruptedOneByteForByte() throws IOException {
        train("whole", 24, "act", TOO_FAST);
        List<Map<String, Object>> said = said("whole");
        assertThat(said)
                .anySatisfy(line -> assertThat(line).containsEntry("treated", "oscillation"));
        assertThat(weights("whole", 24)).isNotEqualTo(untreated());
        for (long split : new long[] {7, 10, 14}) {
            String name = "split-" + split;
            train(name, split, "act", TOO_FAST);
            Cardigan.Result resumed =
                    Cardigan.run("resume", name, "--runs", runs, "--steps", 24, "--quiet");
            assertThat(resumed.err()).isEmpty();
            assertThat(RunFiles.differences(runs.resolve("whole"), runs.resolve(name), 24))
                    .as("split at step %d", split)
                    .isEmpty();
        }
    }

    private byte[] untreated() throws IOException {
        train("untreated", 24, "watch", TOO_FAST);
        return weights("untreated", 24);
    }

    private List<Map<String, Object>> said(String name) throws IOException {
        return Files.readString(runs.resolve(name).resolve("doctor.jsonl"))
                .lines()
                .map(line -> Json.parse(line, name))
                .toList();
    }

    @Test
    void tellsTheVerdictOfARunFolderAndInItsReport() throws IOException {
        train("fast", 12, "watch", TOO_FAST);
        Cli told = Cli.run("doctor", runs.resolve("fast"));
        assertThat(told.out())
                .contains(
                        "warn  verdict", "oscillation", "steps of the discriminator are too large")
                .contains("--set discriminator.adam.learningRate=1e-4");
        assertThat(Files.readString(runs.resolve("fast/report.html")))
                .contains("<h2>Doctor</h2>", "Step 9: oscillation", "way of fixed samples")
                .doesNotContain("drift=");
    }

    @Test
    void namesDeadRectifiersAndNaN() {
        List<Fault> chosen =
                Fault.all().stream()
                        .filter(fault -> fault.name().matches("dead rectifiers|NaN in a weight"))
                        .toList();
        assertThat(chosen).hasSize(2);
        for (Fault fault : chosen) {
            Trial trial = Trial.of(runs, fault, List.of("steps=850"));
            assertThat(trial.alarm()).as(fault.name()).isPresent();
            assertThat(String.valueOf(trial.alarm().orElseThrow().get("verdict")))
                    .isIn(fault.names());
        }
    }

    @Test
    void saysWhenThereIsTooLittleToCompareWith() throws IOException {
        Path pictures = Files.createDirectory(runs.resolve("pictures"));
        for (int i = 0; i < 5; i++) {
            Png.write(
                    pictures.resolve(i + ".png"),
                    new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB),
                    List.of());
        }
        Object[] words = {
            "train", "dcgan", "--data", pictures, "--size", "16", "--steps", "1", "--set",
            "width=8", "--batch", "2", "--runs", runs, "--name", "few"
        };
        assertThat(Cardigan.run(words).out()).contains("needs 16 samples to compare with, found 5");
    }
}
