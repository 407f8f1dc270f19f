package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.FileOps;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    @TempDir private Path runs;

    private Object[] train(String name, long steps) {
        return new Object[] {
            "train",
            "dcgan",
            "--data",
            "builtin:digits",
            "--size",
            16,
            "--set",
            "width=8",
            "--batch",
            6,
            "--threads",
            1,
            "--steps",
            steps,
            "--save-every",
            3,
            "--sample-every",
            7,
            "--log-every",
            4,
            "--set",
            "samples=9",
            "--name",
            name,
            "--runs",
            runs,
            "--json"
        };
    }

    private Object[] resume(String name) {
        return new Object[] {"resume", name, "--runs", runs, "--json"};
    }

    @Test
    void survivesBeingKilledInsideSavesAndBetweenThem() throws Exception {
        long steps = 60;
        assertThat(Cardigan.run(train("whole", steps)).code()).isZero();

        // Inside the save of an early step, of a later one after a resume, then while training.
        assertThat(finished(crashingAt(45), train("killed", steps))).isEqualTo(KILLED);
        assertThat(finished(crashingAt(38), resume("killed"))).isEqualTo(KILLED);
        Process killed = Cardigan.start(List.of(), resume("killed"));
        readUntil(killed, "\"event\":\"checkpoint\"");
        assertThat(killed.destroyForcibly().waitFor()).isEqualTo(KILLED);

        Cardigan.Result last = Cardigan.run(resume("killed"));
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(RunFiles.differences(runs.resolve("whole"), runs.resolve("killed"), steps))
                .isEmpty();
    }

    private static List<String> crashingAt(int call) {
        return List.of("-D" + FileOps.CRASH_PROPERTY + "=" + call);
    }

    private static int finished(List<String> properties, Object[] arguments) throws Exception {
        Process process = Cardigan.start(properties, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(code).as(output).isNotZero();
        return code;
    }

    private static List<String> readUntil(Process process, String text) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return lines;
            }
        }
        throw new AssertionError("the process ended without " + text + ": " + lines);
    }

    @Test
    void savesAndSaysHowToGoOnWhenTerminated() throws Exception {
        Process process = Cardigan.start(List.of(), train("stopped", 1_000_000));
        readUntil(process, "\"event\":\"checkpoint\"");
        process.toHandle().destroy(); // SIGTERM; Process.destroy() would close its output too
        List<String> rest = readUntil(process, "\"event\":\"interrupted\"");
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        String told = rest.get(rest.size() - 1);
        long step = Long.parseLong(told.replaceAll(".*\"step\":(\\d+).*", "$1"));
        Path run = runs.resolve("stopped");
        assertThat(told).contains("cardigan resume " + run);
        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(run.resolve("checkpoints/step-%08d/manifest.json".formatted(step)))
                .isRegularFile();

        // Nothing was lost: the state is that of a run which was planned to end there.
        assertThat(Cardigan.run(train("planned", step)).code()).isZero();
        String weights = "checkpoints/step-%08d/weights.safetensors".formatted(step);
        assertThat(
                        Arrays.mismatch(
                                Files.readAllBytes(run.resolve(weights)),
                                Files.readAllBytes(runs.resolve("planned").resolve(weights))))
                .isEqualTo(-1);
    }
}
