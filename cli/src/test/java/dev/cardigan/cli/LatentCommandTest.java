package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Layers;
import dev.cardigan.report.Png;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentCommandTest {

    @TempDir private static Path shared;
    private static Path styled;
    private static Path plain;

    @TempDir private Path folder;

    @BeforeAll
    static void train() {
        String[] small = {"widest=8", "latent=8"};
        styled = TrainedRun.in(shared, "styled", "cstylegan2", "builtin:digits", small);
        plain = TrainedRun.in(shared, "plain", "dcgan", "builtin:digits", "width=8", "latent=6");
    }

    private static Cli ok(Object... arguments) {
        Cli made = Cli.run(arguments);
        assertThat(made.code()).as(made.err()).isZero();
        return made;
    }

    private static Cli latent(Path run, String verb, Object... more) {
        List<Object> all = new ArrayList<>(List.of("latent", verb, run));
        all.addAll(List.of(more));
        return ok(all.toArray());
    }

    /** Every picture that lies in the folder. */
    private List<Path> pictures() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
    }

    private void replayed(Path run, int expected) throws IOException {
        List<Path> all = pictures();
        assertThat(all).hasSize(expected);
        for (Path each : all) {
            Cli again = Cli.run("replay", each, "--run", run);
            assertThat(again.code()).as(each + ": " + again.out() + again.err()).isZero();
            assertThat(again.out()).contains("bit for bit");
        }
    }

    private Path out(String name) {
        return folder.resolve(name + ".png");
    }

    @Test
    void everyPictureOfTheLatentToolsIsMadeAgainBitForBit() throws IOException {
        latent(styled, "truncation", "--seeds", "1-2", "--psis", "0,1", "--out", out("t"));
        latent(styled, "mix", "--coarse", "1,2", "--fine", "3", "--out", out("m"));
        latent(styled, "interpolate", "--frames", 5, "--class", 3, "--out", out("i"));
        latent(styled, "walk", "--frames", 40, "--psi", 0.7, "--out", out("w"));
        Object[] few = {"--samples", 200, "--columns", 3};
        latent(styled, "directions", with(few, "--count", 2, "--out", out("s")));
        latent(styled, "directions", with(few, "--method", "pca", "--out", out("p")));
        latent(styled, "directions", with(few, "--method", "labels", "--out", out("l")));
        Path found = folder.resolve("s.safetensors");
        latent(
                styled,
                "edit",
                "--direction",
                found + ":1",
                "--seeds",
                "4,5",
                "--strength",
                "0,2",
                "--out",
                out("e"));
        replayed(styled, 10);
    }

    private static Object[] with(Object[] first, Object... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray();
    }

    @Test
    void everyPictureOfSampleIsMadeAgainBitForBit() throws IOException {
        Path latents = folder.resolve("z.npy");
        ok("sample", plain, "--count", 5, "--save-latents", latents, "--out", out("a"));
        ok("sample", plain, "--latents", latents, "--out", out("b"));
        ok("sample", plain, "--interpolate", "--frames", 4, "--raw", "--out", out("c"));
        ok("sample", plain, "--count", 3, "--step", 3, "--each", folder.resolve("each"));
        replayed(plain, 7);
        ok("sample", styled, "--classes", "2,7", "--count", 3, "--out", out("rows"));
        ok("replay", out("rows"), "--run", styled);
        Files.delete(latents);
        Cli gone = Cli.run("replay", out("b"), "--run", plain);
        assertThat(gone.code()).isEqualTo(4);
        assertThat(gone.err()).contains("neither there nor beside the picture");
    }

    @Test
    void aPictureIsProjectedEditedAndMadeAgain() throws IOException {
        Path each = folder.resolve("each");
        ok("sample", styled, "--count", 1, "--each", each);
        Path target = each.resolve("000000-0.png");
        Object[] quick = {target, "--steps", 20, "--samples", 100, "--space", "w+"};
        Cli made = latent(styled, "project", with(quick, "--out", out("found")));
        assertThat(made.out()).contains("PSNR: ", "feature distance: ");
        Path codes = folder.resolve("found.npy");
        assertThat(Npy.read(codes).shape()).containsExactly(1, 6, 8);
        assertThat(folder.resolve("found-distance.svg")).exists();
        latent(styled, "directions", "--samples", 200, "--count", 2, "--out", out("s"));
        String direction = folder.resolve("s.safetensors") + ":0";
        latent(styled, "edit", "--direction", direction, "--codes", codes, "--out", out("edited"));
        replayed(styled, 4);
    }

    @Test
    void generatorsWithoutStylesTakePartWhereItMakesSense() throws IOException {
        latent(plain, "interpolate", "--seeds", "1,2,3", "--loop", "--out", out("i"));
        latent(plain, "directions", "--samples", 200, "--count", 2, "--out", out("s"));
        latent(
                plain,
                "directions",
                "--method",
                "pca",
                "--samples",
                200,
                "--count",
                2,
                "--out",
                out("p"));
        Path picture = folder.resolve("target.png");
        ImageIO.write(
                new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Object[] quick = {picture, "--steps", 5, "--samples", 20, "--distance", "pixels"};
        latent(plain, "project", with(quick, "--out", out("found")));
        Files.delete(picture);
        assertThat(Npy.read(folder.resolve("found.npy")).shape()).containsExactly(1, 6);
        ok("sample", plain, "--latents", folder.resolve("found.npy"), "--out", out("z"));
        replayed(plain, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mix", "truncation"})
    void whatNeedsStylesSaysSo(String verb) {
        Cli made = Cli.run("latent", verb, plain);
        assertThat(made.code()).isEqualTo(3);
        assertThat(made.err())
                .contains("latent " + verb + ": expected a run whose generator has styles")
                .contains("found dcgan");
    }

    @Test
    void aSingleWordOfProjectIsThePicture() {
        Cli none = Cli.run("latent", "project");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("missing a picture");
        // The newest run is looked for, and tests have none.
        Cli one = Cli.run("latent", "project", "me.png");
        assertThat(one.code()).isEqualTo(3);
        assertThat(one.err()).contains("latest").doesNotContain("me.png");
    }

    @Test
    void optionsThatWouldDoNothingAreNoOptions() {
        assertThat(Cli.run("latent", "truncation", styled, "--psi", 1).code()).isEqualTo(2);
        assertThat(Cli.run("latent", "project", styled, "me.png", "--psi", 1).code()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsSaidInOneLine() {
        assertThat(Cli.run("latent", "walk", plain, "--psi", 0.5).err()).contains("with styles");
        assertThat(Cli.run("latent", "mix", styled, "--layers", "4-9").err())
                .contains("--layers: expected a range such as 0-3 within 0-5, found '4-9'");
        assertThat(Cli.run("latent", "interpolate", plain, "--in", "w").err())
                .contains("--in: expected z of this run, found 'w'");
        assertThat(Cli.run("latent", "interpolate", plain, "--seeds", "3").code()).isEqualTo(3);
        assertThat(Cli.run("latent", "mix", styled, "--fine", "a").err())
                .contains("--fine: expected numbers such as 1,2,7 or 1-8");
        assertThat(Cli.run("latent", "truncation", styled, "--class", 11).err())
                .contains("no class '11'");
        assertThat(
                        Cli.run(
                                        "latent",
                                        "directions",
                                        plain,
                                        "--method",
                                        "labels",
                                        "--extractor",
                                        "random")
                                .err())
                .contains("expected a classifier, found random-v1");
    }

    @Test
    void directionsOfAnotherSpaceAreRefused() {
        latent(plain, "directions", "--samples", 200, "--count", 2, "--out", out("s"));
        Path found = folder.resolve("s.safetensors");
        Cli made = Cli.run("latent", "edit", styled, "--direction", found + ":0");
        assertThat(made.code()).isEqualTo(3);
        assertThat(made.err())
                .contains("expected directions in w of length 8", "found z of length 6");
        assertThat(Directions.read(found).deviations()).hasSize(2);
    }

    @Test
    void severalDirectionsMoveTheirOwnLayersOnly() {
        Codes edited =
                Scope.tidy(
                        () ->
                                LatentEdit.columns(
                                        Tensor.zeros(1, 3, 1),
                                        new int[] {0},
                                        List.of(push(1, "0-1"), push(10, "1-2")),
                                        List.of(2.0)));
        assertThat(edited.values()).containsExactly(2, 22, 20);
    }

    private static LatentEdit.Push push(float step, String layers) {
        return new LatentEdit.Push(Tensor.of(new float[] {step}, 1, 1, 1), Layers.parse(layers, 3));
    }

    @Test
    void anEditOfStrengthZeroIsThePictureOfItsSeed() throws IOException {
        latent(styled, "directions", "--samples", 200, "--count", 1, "--out", out("s"));
        String direction = folder.resolve("s.safetensors") + ":0";
        latent(
                styled,
                "edit",
                "--direction",
                direction,
                "--seeds",
                7,
                "--strength",
                0,
                "--class",
                4,
                "--out",
                out("e"));
        Path array = folder.resolve("one.npy");
        ok("sample", styled, "--seed", 7, "--count", 1, "--class", 4, "--npy", array);
        byte[] sampled = Npy.read(array).bytes();
        BufferedImage shown = ImageIO.read(out("e").toFile());
        int scale = 4; // 16 pixels are shown as 64
        int top = shown.getHeight() - 2 - 16 * scale;
        int left = shown.getWidth() - 2 - 16 * scale;
        for (int i = 0; i < sampled.length; i++) {
            int x = left + i % 16 * scale;
            int y = top + i / 16 * scale;
            assertThat(shown.getRaster().getSample(x, y, 0)).isEqualTo(sampled[i] & 0xFF);
        }
    }

    @Test
    void changedPixelsAreFound() throws IOException {
        ok("sample", plain, "--count", 4, "--out", out("a"));
        BufferedImage image = ImageIO.read(out("a").toFile());
        int before = image.getRaster().getSample(5, 5, 0);
        image.getRaster().setSample(5, 5, 0, before ^ 1);
        Png.write(out("a"), image, Png.texts(out("a")));
        Cli made = Cli.run("replay", out("a"), "--run", plain, "--out", out("again"));
        assertThat(made.code()).isEqualTo(1);
        assertThat(made.out()).contains("1 values differ, by up to 1 of 255");
        ok("replay", out("again"), "--run", plain);
    }

    @Test
    void aRunThatIsGoneOrHasOtherWeightsIsSaid() throws IOException {
        ok("sample", plain, "--count", 2, "--out", out("a"));
        Cli gone = Cli.run("replay", out("a"));
        assertThat(gone.code()).isEqualTo(3);
        assertThat(gone.err()).contains("made from the run 'plain'", "give its folder with --run");
        Path other =
                TrainedRun.in(
                        folder,
                        "other",
                        "dcgan",
                        "builtin:digits",
                        "width=8",
                        "latent=6",
                        "seed=9");
        Cli trained = Cli.run("replay", out("a"), "--run", other);
        assertThat(trained.code()).isEqualTo(5);
        assertThat(trained.err()).contains("made with weights", "the run was trained anew");
        Files.createDirectories(plain.resolve("generated"));
        Path inside = plain.resolve("generated").resolve("a.png");
        Files.copy(out("a"), inside);
        assertThat(Cli.run("replay", inside).code()).isZero();
    }

    @Test
    void aPictureThatDoesNotKnowIsRefused() throws IOException {
        Png.write(out("a"), new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), List.of());
        Cli made = Cli.run("replay", out("a"));
        assertThat(made.code()).isEqualTo(4);
        assertThat(made.err()).contains("found no texts");
    }

    @Test
    void codesOfAnotherShapeAreRefused() {
        latent(styled, "directions", "--samples", 200, "--count", 1, "--out", out("s"));
        Path codes = folder.resolve("wrong.npy");
        Npy.write(codes, NpyArray.of(new float[14], 2, 7));
        Cli made =
                Cli.run(
                        "latent",
                        "edit",
                        styled,
                        "--direction",
                        folder.resolve("s.safetensors") + ":0",
                        "--codes",
                        codes);
        assertThat(made.code()).isEqualTo(4);
        assertThat(made.err())
                .contains("expected codes of shape [n, 6, 8] or [n, 8], found [2, 7]");
    }
}
