package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.data.Npy;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {

    @TempDir private static Path shared;
    private static Path digits;
    private static Path ring;

    @TempDir private Path folder;

    @BeforeAll
    static void train() {
        String[] small = {"generatorWidths=[16]", "discriminatorWidths=[16]", "latent=5"};
        digits = TrainedRun.in(shared, "digits", "cgan", "builtin:digits", small);
        ring = TrainedRun.in(shared, "ring", "gan", "builtin:ring8", small);
    }

    @Test
    void sameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        for (String name : List.of("a", "b")) {
            Path file = folder.resolve(name + ".png");
            assertThat(Cli.run("sample", digits, "--seed", 3, "--out", file).code()).isZero();
        }
        Cli.run("sample", digits, "--seed", 4, "--out", folder.resolve("c.png"));
        byte[] first = Files.readAllBytes(folder.resolve("a.png"));
        assertThat(first).isEqualTo(Files.readAllBytes(folder.resolve("b.png")));
        assertThat(first).isNotEqualTo(Files.readAllBytes(folder.resolve("c.png")));
        assertThat(Png.texts(folder.resolve("a.png")))
                .contains(
                        new Png.Text("model", "cgan"),
                        new Png.Text("step", "6"),
                        new Png.Text("seed", "3"),
                        new Png.Text("weights", "averaged"));
    }

    @Test
    void threadsAreThoseAskedForAndSaidInThePicture() {
        Path file = folder.resolve("two.png");
        Cli made = Cli.run("sample", digits, "--threads", 2, "--count", 2, "--out", file);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(Png.texts(file)).contains(new Png.Text("threads", "2"));
        assertThat(Cli.run("sample", digits, "--threads", -1).err())
                .contains("--threads: expected 0 to 256, found -1");
    }

    @Test
    void sampleNumberIIsTheSameInAnyCount() {
        Path few = folder.resolve("few.npy");
        Path many = folder.resolve("many.npy");
        Cli.run("sample", digits, "--count", 3, "--class", 7, "--save-latents", few);
        Cli.run("sample", digits, "--count", 300, "--class", 7, "--save-latents", many);
        assertThat(Npy.read(many).shape()).containsExactly(300, 5);
        assertThat(Npy.read(few).floats()).isEqualTo(Arrays.copyOf(Npy.read(many).floats(), 15));
    }

    @Test
    void picturesComeAsAnArrayInTheOrderUsersExpectAndLatentsGoInAgain() {
        Path latents = folder.resolve("latents.npy");
        Path first = folder.resolve("first.npy");
        Path again = folder.resolve("again.npy");
        Cli.run("sample", digits, "--count", 5, "--npy", first, "--save-latents", latents);
        Cli.run("sample", digits, "--latents", latents, "--npy", again);
        assertThat(Npy.read(first).shape()).containsExactly(5, 16, 16, 1);
        assertThat(Npy.read(first).dtype()).isEqualTo("|u1");
        assertThat(Npy.read(again)).isEqualTo(Npy.read(first));
    }

    @Test
    void allClassesGiveARowEach() throws IOException {
        Path file = folder.resolve("rows.png");
        Cli made = Cli.run("sample", digits, "--classes", "all", "--count", 2, "--out", file);
        assertThat(made.code()).as(made.err()).isZero();
        var image = ImageIO.read(file.toFile());
        assertThat(image.getHeight()).isGreaterThan(10 * 64);
        assertThat(image.getWidth()).isLessThan(4 * 64);
    }

    @Test
    void theClassIsThatAskedForAndSaidInEveryFile() throws IOException {
        Path each = folder.resolve("each");
        Cli.run("sample", digits, "--class", "7", "--count", 2, "--each", each);
        try (Stream<Path> files = Files.list(each)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("000000-7.png", "000001-7.png");
        }
        assertThat(Png.texts(each.resolve("000001-7.png")))
                .contains(new Png.Text("class", "7"), new Png.Text("latent index", "1"));
    }

    @Test
    void aStripBeginsAndEndsWithItsSeeds() {
        Path strip = folder.resolve("strip.npy");
        Path to = folder.resolve("to.npy");
        Cli made =
                Cli.run(
                        "sample",
                        digits,
                        "--interpolate",
                        "--from",
                        1,
                        "--to",
                        2,
                        "--frames",
                        4,
                        "--class",
                        3,
                        "--save-latents",
                        strip,
                        "--out",
                        folder.resolve("s.png"));
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(folder.resolve("s-animated.png")).exists();
        Cli.run("sample", digits, "--seed", 2, "--count", 1, "--save-latents", to);
        float[] frames = Npy.read(strip).floats();
        assertThat(Npy.read(strip).shape()).containsExactly(4, 5);
        assertThat(Arrays.copyOfRange(frames, 15, 20)).isEqualTo(Npy.read(to).floats());
    }

    @Test
    void pointsComeAsTextWithAPicture() throws IOException {
        Path file = folder.resolve("points.csv");
        Cli made = Cli.run("sample", ring, "--count", 300, "--out", file, "--json");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(Files.readAllLines(file)).hasSize(301).first().isEqualTo("x,y");
        assertThat(folder.resolve("points.svg")).exists();
        Map<String, Object> said = Json.parse(made.out(), "output");
        assertThat(said).containsEntry("step", 6).containsEntry("count", 300);
    }

    @Test
    void rawWeightsAndEarlierStepsDrawSomethingElse() {
        Path average = folder.resolve("average.npy");
        Path raw = folder.resolve("raw.npy");
        Path early = folder.resolve("early.npy");
        Cli.run("sample", ring, "--npy", average);
        Cli.run("sample", ring, "--npy", raw, "--raw");
        Cli.run("sample", ring, "--npy", early, "--step", 3);
        assertThat(Npy.read(raw)).isNotEqualTo(Npy.read(average));
        assertThat(Npy.read(early)).isNotEqualTo(Npy.read(average));
    }

    @Test
    void whatDoesNotExistIsSaidWithItsExitCode() {
        assertThat(Cli.run("sample", folder.resolve("none")))
                .matches(made -> made.code() == 3)
                .extracting(Cli::err)
                .asString()
                .startsWith("error: no run '");
        assertThat(Cli.run("sample", digits, "--class", "elephant").err())
                .contains("no class 'elephant'; expected 0 to 9");
        assertThat(Cli.run("sample", ring, "--class", "1").code()).isEqualTo(3);
        assertThat(Cli.run("sample", digits, "--step", 5))
                .matches(made -> made.code() == 5 && made.err().contains("there are steps [3, 6]"));
        assertThat(Cli.run("sample", digits, "--count", 0).code()).isEqualTo(3);
    }

    @Test
    void doctorFindsADamagedCheckpoint() throws IOException {
        Path run = TrainedRun.in(folder, "run", "gan", "builtin:ring8", "latent=3");
        assertThat(Cli.run("doctor", run).out())
                .contains("step 6 is sound", "free: nobody", "all finite", "80 img/s");
        Path weights = run.resolve("checkpoints/step-00000006/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertThat(Cli.run("doctor", run).out())
                .contains("warn  checkpoint", "weights.safetensors", "step 3 is sound");
    }

    @Test
    void whatNobodyNamedTakesNothingsPlace() {
        String first = Cli.run("sample", digits, "--seed", 8).out().lines().findFirst().orElse("");
        Cli more = Cli.run("sample", digits, "--seed", 8, "--count", 3);
        assertThat(more.out().lines().findFirst().orElse(""))
                .isEqualTo(first.replace("seed-8.png", "seed-8-2.png"));
        assertThat(Path.of(first)).isRegularFile();
        // What was named is what it was named for, also a second time.
        Path named = folder.resolve("named.png");
        assertThat(Cli.run("sample", digits, "--out", named).code()).isZero();
        assertThat(Cli.run("sample", digits, "--out", named).out()).contains(named + "\n");
    }

    @Test
    void singleFilesDoNotMixWithThoseOfAnotherCall() {
        Path each = folder.resolve("mixed");
        assertThat(Cli.run("sample", digits, "--count", 3, "--each", each).code()).isZero();
        Cli again = Cli.run("sample", digits, "--count", 2, "--each", each);
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains("--each: expected a new or empty folder, found files in");
    }
}
