package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

    @TempDir private Path folder;

    private Path pictures() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, 0xFF8000);
            ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
        }
        Files.writeString(pictures.resolve("broken.png"), "not a picture");
        return pictures;
    }

    @Test
    void saysWhatIsInAFolderAndWhatCannotBeRead() throws IOException {
        Path wall = folder.resolve("wall.png");
        Cli told = Cli.run("data", "inspect", pictures(), "--size", 16, "--wall", wall);
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out()).contains("4 pictures", "20x16: 4", "broken.png: ");
        assertThat(ImageIO.read(wall.toFile()).getWidth()).isGreaterThan(2 * 16);
        Cli json = Cli.run("data", "inspect", folder.resolve("pictures"), "--json");
        assertThat(Json.parse(json.out(), "output"))
                .containsEntry("samples", 4)
                .hasEntrySatisfying("unreadable", bad -> assertThat((List<?>) bad).hasSize(1));
    }

    @Test
    void nothingUsableIsExitCodeFour() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(Cli.run("data", "inspect", empty).code()).isEqualTo(4);
        assertThat(Cli.run("data", "inspect", folder.resolve("missing")).code()).isEqualTo(4);
    }

    @Test
    void builtInDataIsDescribed() {
        assertThat(Cli.run("data", "inspect", "builtin:ring8").out())
                .contains("100,000 samples of 2x1x1", "Classes (8)");
    }

    @Test
    void listsWhatHasAName() {
        assertThat(Cli.run("data", "list").out())
                .contains("builtin:digits", "builtin:ring8", "fashion-mnist", "licence: MIT");
        var tree = Json.parse(Cli.run("data", "list", "--json").out(), "output");
        assertThat((List<?>) tree.get("data")).hasSizeGreaterThan(6);
    }

    @Test
    void aMisspeltSetIsNotFetched() {
        Cli wrong = Cli.run("data", "fetch", "fashion-mnits");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("did you mean 'fashion-mnist'?");
    }

    @Test
    void pairsGoIntoANewFolder() throws IOException {
        Path out = folder.resolve("pairs");
        Path good = Files.createDirectories(folder.resolve("good"));
        Files.copy(pictures().resolve("0.png"), good.resolve("0.png"));
        Object[] make = {"data", "pairs", good, "--kind", "grey", "--out", out};
        assertThat(Cli.run(make).code()).isZero();
        Cli again = Cli.run(make);
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains("--out: expected a new or empty folder");
    }

    @Test
    void pairsOfManyBadPicturesAreNotASuccess() throws IOException {
        Path out = folder.resolve("pairs");
        Cli result = Cli.run("data", "pairs", pictures(), "--kind", "grey", "--out", out);
        assertThat(result.out()).contains("4 pairs (grey), 1 left out");
        assertThat(result.code()).isEqualTo(4);
    }
}
