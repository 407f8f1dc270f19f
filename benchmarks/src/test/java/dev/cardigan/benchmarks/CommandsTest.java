package dev.cardigan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small, because only that they run and what they tell is looked at; times are nowhere. */
class CommandsTest {

    private static final String[] SHORT = {
        "--rounds=1", "--windows=1", "--seconds=0.01", "--warm-up=0"
    };

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void dataReadsAndTrainsOnEveryFolderAndLeavesNone() throws IOException {
        Path json = folder.resolve("data.json");
        run("data", "--sides=16", "--formats=PNG", "--pictures=8", "--batch=4", "--width=2", json);

        assertThat(out.toString())
                .contains("opening, img/s", "crops memory, img/s", "waiting after it, %")
                .containsPattern("png 16 px, [0-9.]+ kB, memory +[0-9.]+")
                .containsPattern("png 16 px, [0-9.]+ kB, anew +[0-9.]+");
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(tree.get("outcomes")).hasSize(3);
        Path scenes = Path.of(tree.get("contestants").get(0).get("arguments").get(1).asString());
        assertThat(scenes).doesNotExist();
    }

    @Test
    void growthFitsEveryAxisAndAccumulates() throws IOException {
        Path json = folder.resolve("growth.json");
        run(
                "growth",
                "--batches=2,4",
                "--sides=16,32",
                "--widths=2,4",
                "--base=2,16,2",
                "--large=4",
                "--accumulate=2",
                json);

        assertThat(out.toString())
                .contains("batch 4, 16 px, width 2", "batch 2 x 2, 16 px, width 2")
                .containsPattern("side +2\\.[0-9]{2} ")
                .containsPattern("width +1\\.[0-9]{2} ");
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(tree.get("growths")).hasSize(3);
        assertThat(tree.get("rows")).hasSize(6);
    }

    @Test
    void batchThatCannotBeSplitIsRefused() {
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(new Benchmark())
                        .setErr(new PrintWriter(err))
                        .setExecutionExceptionHandler(
                                (failure, line, parsed) -> {
                                    line.getErr().println(failure.getMessage());
                                    return 2;
                                })
                        .execute("growth", "--large=10", "--accumulate=4");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("a multiple of --accumulate, which is 4, found 10");
    }

    private void run(Object... arguments) {
        String[] all = new String[arguments.length + SHORT.length];
        for (int i = 0; i < arguments.length; i++) {
            all[i] = arguments[i] instanceof Path file ? "--json=" + file : (String) arguments[i];
        }
        System.arraycopy(SHORT, 0, all, arguments.length, SHORT.length);
        int code =
                new CommandLine(new Benchmark())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .execute(all);
        assertThat(code).isZero();
    }
}
