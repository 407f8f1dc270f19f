package dev.cardigan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.report.MetricsHistory;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {

    @TempDir private Path runs;

    private Cardigan.Result ring(Object... more) {
        return Cardigan.run(ring(runs, more));
    }

    private static Object[] ring(Path runs, Object... more) {
        Object[] common = {
            "train", "gan", "--data", "builtin:ring8", "--batch", 8, "--threads", 1, "--runs", runs
        };
        Object[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    @Test
    void leavesARecordMetricsPicturesAndAReport() throws IOException {
        Cardigan.Result result = ring("--steps", 10, "--log-every", 5, "--name", "ring");
        assertThat(result.code()).as(result.err()).isZero();
        Path run = runs.resolve("ring");
        assertThat(result.out()).contains("cardigan resume " + run + " --steps 20");

        Map<String, Object> record = Json.read(run.resolve("run.json"));
        assertThat(record).containsKeys("paper", "settings", "data", "threads", "versions");
        MetricsHistory history =
                MetricsHistory.from(run.resolve("metrics.jsonl"), run.resolve("timing.jsonl"));
        assertThat(history.lastStep()).isEqualTo(10);
        assertThat(history.names())
                .contains("generator/adversarial", "imagesPerSecond", "memory.resident");
        assertThat(history.series("seen").get(1).y()).isEqualTo(80);
        assertThat(Png.texts(run.resolve("samples/step-00000010.png")))
                .contains(new Png.Text("paper", "gan"), new Png.Text("step", "10"));
        assertThat(Files.readString(run.resolve("report.html"))).contains("Images a second");
        assertThat(run.resolve("time-lapse.png")).isRegularFile();
    }

    /**
     * In a process of its own, whose heap is large enough that nothing is collected meanwhile: what
     * other tests left to the garbage collector would be counted as well, and what this run left to
     * it would not. The doctor keeps its first samples from step 10 on.
     */
    @Test
    void leavesNoNativeObjectBehindAtAnyStep() throws Exception {
        Process process =
                Cardigan.start(
                        List.of("-Xmn256m", "-XX:MetaspaceSize=256m"),
                        ring(
                                runs,
                                "--steps",
                                60,
                                "--log-every",
                                5,
                                "--sample-every",
                                7,
                                "--set",
                                "doctorEvery=10",
                                "--name",
                                "leak"));
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Path run = runs.resolve("leak");
        MetricsHistory history =
                MetricsHistory.from(run.resolve("metrics.jsonl"), run.resolve("timing.jsonl"));
        List<Double> alive =
                history.series("memory.nativeObjects").stream().map(point -> point.y()).toList();
        assertThat(alive).hasSize(12);
        assertThat(alive.subList(2, 12)).containsOnly(alive.get(2));
    }

    @Test
    void profileSaysWhereTheTimeWentAndChangesNothing() throws IOException {
        Cardigan.Result plain = ring("--steps", 20, "--name", "plain");
        assertThat(plain.code()).as(plain.err()).isZero();
        assertThat(runs.resolve("plain/profile.json")).doesNotExist();
        Cardigan.Result result = ring("--steps", 20, "--name", "profiled", "--profile");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("A step takes ", "discriminator, backward", "AddmmBackward0", "in Java");
        Map<String, Object> profile = Json.read(runs.resolve("profiled/profile.json"));
        assertThat(profile).containsKeys("step", "parts", "closeLook");
        assertThat(Files.readString(runs.resolve("profiled/report.html")))
                .contains("Where the time of a step went");
        assertThat(Files.readAllBytes(runs.resolve("profiled/metrics.jsonl")))
                .isEqualTo(Files.readAllBytes(runs.resolve("plain/metrics.jsonl")));
        Cardigan.Result longer =
                Cardigan.run("resume", runs.resolve("plain"), "--steps", 40, "--profile");
        assertThat(longer.out()).as(longer.err()).contains("A step takes ");
        assertThat(runs.resolve("plain/profile.json")).isRegularFile();
        String weights = "checkpoints/step-00000020/weights.safetensors";
        assertThat(Files.readAllBytes(runs.resolve("profiled").resolve(weights)))
                .isEqualTo(Files.readAllBytes(runs.resolve("plain").resolve(weights)));
    }

    @Test
    void dryRunWritesNothing() throws IOException {
        Cardigan.Result result = ring("--dry-run");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("generator: ", "discriminator: ", "Memory: ", "Time: ");
        try (var entries = Files.list(runs)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void dryRunTellsProgramsInOneObject() {
        Cardigan.Result result = ring("--dry-run", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        Map<String, Object> told = Json.parse(result.out(), "out");
        assertThat(told)
                .containsEntry("event", "dry-run")
                .containsKeys("paper", "data", "steps", "secondsPerStep", "peakBytes");
        assertThat(told.get("networks")).asString().contains("generator", "weights=");
    }

    @Test
    void stopsWithItsOwnCodeWhenTrainingDivergesAndKeepsTheLastGoodCheckpoint() {
        Cardigan.Result result = diverging("1e9");
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(7);
        assertThat(result.err()).contains("not finite").contains("Lower the learning rate");
        assertThat(result.out()).contains("Went back to step 1").contains("step 1 is kept");
        assertThat(runs.resolve("diverged/checkpoints/step-00000001")).isDirectory();
    }

    @Test
    void whatFailsInItsFirstStepIsNoRun() {
        Cardigan.Result result = diverging("1e38");
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(7);
        assertThat(result.out())
                .contains("failed in its first step", "folder of the run is removed")
                .doesNotContain("Continue with");
        assertThat(runs).isEmptyDirectory();
        // The name is free for the corrected command.
        assertThat(ring("--steps", 1, "--name", "diverged").code()).isZero();
    }

    private Cardigan.Result diverging(String rate) {
        return ring(
                "--steps",
                20,
                "--save-every",
                1,
                "--name",
                "diverged",
                "--set",
                "generator.rmsScaled.learningRate=" + rate,
                "--set",
                "discriminator.rmsScaled.learningRate=" + rate);
    }

    @Test
    void refusesWhatCannotBeTrained() {
        String otherwise =
                "at least 2 classes, found 1; sort the pictures into one folder per class, or train gan";
        refused(4, otherwise, "train", "cgan", "--data", "builtin:swissroll");
        refused(4, otherwise, "train", "cdcgan", "--data", "builtin:swissroll");
        refused(4, "side of 16, 32, 64", "train", "dcgan", "--size", 28);
        refused(3, "expected one of", "train", "dcgann");
        refused(3, "batch", "train", "gan", "--batch", 0);
        refused(3, "learningRat", "train", "gan", "--set", "generator.adam.learningRat=1");
        assertThat(runs).isEmptyDirectory();
    }

    private void refused(int code, String words, Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--runs";
        all[arguments.length + 1] = runs;
        Cardigan.Result result = Cardigan.run(all);
        assertThat(result.err()).contains(words);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void takesCuresAndGoesOnWithThem() {
        Object[] cures = {
            "--set",
            "cures.packing=2",
            "--set",
            "cures.unrolled.steps=2",
            "--set",
            "cures.minibatchDiscrimination=true",
            "--set",
            "style.generatorActivation=tanh",
            "--set",
            "style.start.law=orthogonal",
            "--steps",
            3,
            "--name",
            "cured"
        };
        Cardigan.Result result = ring(cures);
        assertThat(result.code()).as(result.err()).isZero();
        Path run = runs.resolve("cured");
        assertThat(Json.read(run.resolve("run.json")).toString())
                .contains("minibatchDiscrimination={kernels=100, dimensions=5}");
        Cardigan.Result resumed = Cardigan.run("resume", run, "--steps", 5);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(Cli.run("sample", run, "--out", runs.resolve("x.png")).code()).isZero();
    }

    @Test
    void saysWhichCureAPaperCannotTake() {
        Object[] blurred = {"--set", "cures.smoothing=0.9", "--set", "loss=wasserstein"};
        Cardigan.Result result = ring(blurred);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("cures.smoothing: the loss Wasserstein has no label");
        refused(
                3,
                "batch: expected a multiple of cures.packing 3, found 64",
                "train",
                "gan",
                "--set",
                "cures.packing=3");
    }

    @Test
    void refusesANameThatIsTaken() {
        assertThat(ring("--steps", 1, "--name", "twice").code()).isZero();
        Cardigan.Result result = ring("--steps", 1, "--name", "twice");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("cardigan resume");
    }
}
