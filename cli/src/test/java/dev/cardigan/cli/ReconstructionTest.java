package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.report.Png;
import dev.cardigan.tensor.Scope;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructionTest {

    @TempDir private static Path shared;
    private static Path bigan = Path.of("");
    private static Path ring = Path.of("");

    @TempDir private Path folder;

    @BeforeAll
    static void train() {
        String[] small = {
            "encoderWidths=[16]", "generatorWidths=[16]", "discriminatorWidths=[16]", "latent=5"
        };
        bigan = TrainedRun.in(shared, "bigan", "bigan", "builtin:digits", small);
        ring = TrainedRun.in(shared, "ring", "bigan", "builtin:ring8", small);
    }

    @Test
    void rowsOfRealStandAboveTheirReconstructions() {
        byte[] real = {1, 2, 3};
        byte[] again = {11, 12, 13};
        Reconstructions pairs = new Reconstructions(real, again, 1);
        assertThat(pairs.rows(2)).containsExactly(1, 2, 11, 12, 3, 0, 13, 0);
        assertThat(pairs.below(new byte[] {7, 8, 9}, 3))
                .containsExactly(7, 8, 9, 1, 2, 3, 11, 12, 13);
        assertThat(pairs.below(new byte[] {7}, 3)).startsWith(7, 0, 0, 1, 2, 3);
    }

    @Test
    void theFirstPicturesOfTheDataStandInTheFirstRow() throws IOException {
        Path file = folder.resolve("pairs.png");
        Cli made =
                Cli.run(
                        "sample",
                        bigan,
                        "--reconstruct",
                        "builtin:digits",
                        "--count",
                        10,
                        "--out",
                        file);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("pairs.png", "10 samples of step 6");
        BufferedImage image = ImageIO.read(file.toFile());
        // Two pairs of rows of pictures of 64 pixels, with gaps of 2.
        assertThat(image.getHeight()).isEqualTo(4 * 66 + 2);
        int left = image.getWidth() - 8 * 66;
        int[] expected = firstDigit();
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                int grey = image.getRaster().getSample(left + 4 * x, 2 + 4 * y, 0);
                assertThat(grey).as("%d, %d", x, y).isEqualTo(expected[16 * y + x]);
            }
        }
        assertThat(Png.texts(file)).contains(new Png.Text("seed", "none: builtin:digits"));
    }

    private static int[] firstDigit() {
        Source<?> source =
                Source.open("builtin:digits", PictureOptions.GUESS.withSize(16), Progress.SILENT);
        int[] grey = new int[256];
        Scope.run(
                () -> {
                    byte[] bytes = Sample.toBytes(Session.real(source, 1));
                    for (int i = 0; i < grey.length; i++) {
                        grey[i] = Byte.toUnsignedInt(bytes[i]);
                    }
                });
        return grey;
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        Path plain =
                TrainedRun.in(
                        folder,
                        "plain",
                        "gan",
                        "builtin:digits",
                        "generatorWidths=[16]",
                        "discriminatorWidths=[16]");
        assertThat(Cli.run("sample", plain, "--reconstruct", "builtin:digits"))
                .matches(made -> made.code() == 3)
                .extracting(Cli::err)
                .asString()
                .contains("expected a run with an encoder", "train bigan");
        assertThat(Cli.run("sample", ring, "--reconstruct", "builtin:ring8").err())
                .contains("expected a run on pictures");
        assertThat(Cli.run("sample", bigan, "--reconstruct", "builtin:ring8"))
                .matches(made -> made.code() != 0)
                .extracting(Cli::err)
                .asString()
                .contains("expected pictures of 1x16x16");
        assertThat(
                        Cli.run(
                                        "sample",
                                        bigan,
                                        "--reconstruct",
                                        "builtin:digits",
                                        "--npy",
                                        folder.resolve("a.npy"))
                                .err())
                .contains("leave out the others");
    }
}
