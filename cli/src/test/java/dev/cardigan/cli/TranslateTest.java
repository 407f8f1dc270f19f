package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.data.Digits;
import dev.cardigan.data.Picture;
import dev.cardigan.data.Pixels;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From data in two kinds to translated and enlarged pictures, all by the command line. */
class TranslateTest {

    @TempDir private Path folder;

    private Path picture(String name, int width, int height) {
        Path file = folder.resolve(name);
        byte[] values = new byte[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % width * 4 + i / width * 3);
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Png.write(file, Bitmaps.of(new Pixels(width, height, 1, values)), List.of());
        return file;
    }

    private Path train(String paper, int steps, String name, String... more) {
        String[] common = {
            "train",
            paper,
            "--data",
            Digits.NAME,
            "--size",
            "16",
            "--batch",
            "2",
            "--threads",
            "1",
            "--steps",
            Integer.toString(steps),
            "--save-every",
            "2",
            "--sample-every",
            "2",
            "--log-every",
            "1",
            "--runs",
            folder.resolve("runs").toString(),
            "--name",
            name
        };
        Object[] all = new Object[common.length + more.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        Cli result = Cli.run(all);
        assertThat(result.code()).as(result.err()).isZero();
        return folder.resolve("runs").resolve(name);
    }

    private static final String[] NARROW = {
        "--set", "width=4", "--set", "blocks=1", "--set", "judgeWidth=4", "--set", "history=3"
    };

    @Test
    void aRunGoesOnBitForBitWithItsHistoriesAndShowsSixColumns() throws IOException {
        Path whole = train("cyclegan", 4, "whole", NARROW);
        Path parts = train("cyclegan", 2, "parts", NARROW);
        Cli resumed = Cli.run("resume", parts, "--steps", 4, "--runs", folder.resolve("runs"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        for (String file : List.of("weights", "streams", "optimizers")) {
            String name = "checkpoints/step-00000004/" + file + ".safetensors";
            assertThat(Files.readAllBytes(parts.resolve(name)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(whole.resolve(name)));
        }
        assertThat(RunFolder.open(whole).sample(4)).isRegularFile();
        Pixels grid = Picture.read(RunFolder.open(whole).sample(4)).pixels();
        assertThat(grid.width()).isEqualTo(6 * 34 + 2); // pictures of 16, doubled, with gaps
    }

    @Test
    void translatesPicturesFoldersAndOddOnesInBothDirections() throws IOException {
        Path run = train("cyclegan", 2, "cycle", NARROW);
        picture("in/plain.png", 40, 24);
        picture("in/below/odd.png", 37, 53);
        picture("in/one.png", 1, 1);
        Files.write(folder.resolve("in/broken.png"), new byte[] {1, 2, 3});
        Path out = folder.resolve("out");
        Cli result =
                Cli.run(
                        "translate",
                        run,
                        folder.resolve("in"),
                        "--to",
                        "a",
                        "--out",
                        out,
                        "--tile",
                        32);
        assertThat(result.code()).as(result.err()).isEqualTo(4);
        assertThat(result.err()).contains("broken.png: ").doesNotContain("Exception");
        assertThat(Picture.read(out.resolve("below/odd.png")).pixels().height()).isEqualTo(53);
        assertThat(Picture.read(out.resolve("one.png")).pixels().width()).isEqualTo(1);
        Path other = folder.resolve("other");
        Cli.run("translate", run, folder.resolve("in/plain.png"), "--out", other);
        byte[] first = Files.readAllBytes(other.resolve("plain.png"));
        Cli.run("translate", run, folder.resolve("in/plain.png"), "--to", "a", "--out", other);
        assertThat(Files.readAllBytes(other.resolve("plain.png")))
                .as("what lies there stays")
                .isEqualTo(first);
        assertThat(Files.readAllBytes(other.resolve("plain-2.png"))).isNotEqualTo(first);
        assertThat(
                        Arrays.equals(
                                Picture.read(other.resolve("plain.png")).pixels().values(),
                                Picture.read(out.resolve("plain.png")).pixels().values()))
                .isFalse();
    }

    @Test
    void pairsMadeFromAFolderTrainPix2Pix() {
        picture("in/a.png", 24, 24);
        picture("in/b.png", 24, 24);
        Path pairs = folder.resolve("pairs");
        Cli made =
                Cli.run("data", "pairs", folder.resolve("in"), "--kind", "edges", "--out", pairs);
        assertThat(made.code()).as(made.err()).isZero();
        Cli trained =
                Cli.run(
                        "train",
                        "pix2pix",
                        "--data",
                        pairs,
                        "--size",
                        16,
                        "--steps",
                        2,
                        "--batch",
                        1,
                        "--threads",
                        1,
                        "--runs",
                        folder.resolve("runs"),
                        "--name",
                        "p",
                        "--set",
                        "width=4",
                        "--set",
                        "judgeWidth=4");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("2 pairs of equal names");
        String next = "cardigan translate %s PICTURES".formatted(folder.resolve("runs/p"));
        assertThat(trained.out()).contains("Next:\n  " + next).doesNotContain("cardigan sample");
        Cli sampled = Cli.run("sample", folder.resolve("runs/p"));
        assertThat(sampled.code()).isEqualTo(3);
        assertThat(sampled.err()).contains("use '" + next + "'");
        Cli backwards =
                Cli.run("translate", folder.resolve("runs/p"), folder.resolve("in"), "--to", "a");
        assertThat(backwards.code()).isEqualTo(3);
        assertThat(backwards.err()).contains("--to: expected b, found 'a'");
    }

    @Test
    void enlargesByTheFactorOfTheRunAndKeepsGreyGrey() {
        Path run = train("srresnet", 2, "sr", "--set", "width=4", "--set", "blocks=1");
        assertThat(folder.resolve("runs/sr/report.html"))
                .content()
                .contains("cardigan upscale PICTURES --run " + run)
                .doesNotContain("cardigan sample");
        Path in = picture("in/small.png", 21, 13);
        Path out = folder.resolve("out");
        Cli result = Cli.run("upscale", in, "--run", run, "--out", out);
        assertThat(result.code()).as(result.err()).isZero();
        Pixels large = Picture.read(out.resolve("small.png")).pixels();
        assertThat(List.of(large.width(), large.height(), large.channels()))
                .containsExactly(84, 52, 1);
        Path cycle = train("cyclegan", 2, "cycle", NARROW);
        Cli wrong = Cli.run("upscale", in, "--run", cycle);
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("use 'cardigan translate " + cycle);
    }

    @Test
    void measuresUpscalingByTheProtocolOfPapersBesideBicubic() {
        Path run =
                train(
                        "srresnet",
                        2,
                        "sr",
                        "--set",
                        "width=4",
                        "--set",
                        "blocks=1",
                        "--set",
                        "factor=2",
                        "--set",
                        "skip=none",
                        "--set",
                        "normalised=true");
        picture("held/slope.png", 41, 33);
        Cli result =
                Cli.run(
                        "measure",
                        "upscaling",
                        run,
                        "--against",
                        folder.resolve("held"),
                        "--patches",
                        16,
                        "--extractor",
                        "random",
                        "--threads",
                        1);
        // Two by two patches are too few for FID: one line says so.
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("FID: expected at least 10 pictures");
        Cli table =
                Cli.run(
                        "measure",
                        "upscaling",
                        run,
                        "--against",
                        folder.resolve("held"),
                        "--threads",
                        1);
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("psnr_y_x2_crop2", "slope.png", "bicubic", "sr");
        // Two steps of training are far below bicubic, which is near to perfect on a slope.
        assertThat(table.out()).containsPattern("above bicubic\\s+-[0-9]+\\.[0-9]{2}");
        picture("tiny/dot.png", 9, 9);
        Cli tiny = Cli.run("measure", "upscaling", run, "--against", folder.resolve("tiny"));
        assertThat(tiny.code()).isEqualTo(4);
        assertThat(tiny.err()).contains("dot.png: expected at least 15x15 pixels");
    }

    @Test
    void nothingToTranslateIsNoSuccess() throws IOException {
        Path run = train("cyclegan", 1, "idle", NARROW);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Cli result = Cli.run("translate", run, empty, "--out", folder.resolve("out"));
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("empty: no pictures found");
    }
}
