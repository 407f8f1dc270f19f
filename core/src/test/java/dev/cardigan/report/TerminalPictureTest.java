package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class TerminalPictureTest {

    @Test
    void putsTwoPixelsIntoACell() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xFF0000);
        image.setRGB(1, 0, 0x00FF00);
        image.setRGB(0, 1, 0x0000FF);
        image.setRGB(1, 1, 0x010203);

        assertThat(TerminalPicture.of(image).inColour(2))
                .isEqualTo(
                        "\u001b[38;2;255;0;0;48;2;0;0;255m\u2580"
                                + "\u001b[38;2;0;255;0;48;2;1;2;3m\u2580\u001b[0m\n");
    }

    @Test
    void repeatsNoColourWithinALine() {
        BufferedImage black = new BufferedImage(10, 4, BufferedImage.TYPE_INT_RGB);
        String line = "\u001b[38;2;0;0;0;48;2;0;0;0m" + "\u2580".repeat(10) + "\u001b[0m\n";

        assertThat(TerminalPicture.of(black).inColour(10)).isEqualTo(line + line);
    }

    @Test
    void takesMeansWhenItReducesAndRepeatsWhenItEnlarges() {
        BufferedImage image = TestPictures.grey(2, 4, 1);
        image.getRaster().setPixels(0, 0, 2, 4, new int[] {0, 100, 200, 100, 40, 40, 40, 80});

        assertThat(TerminalPicture.of(image).inColour(1))
                .isEqualTo("\u001b[38;2;100;100;100;48;2;50;50;50m\u2580\u001b[0m\n");
        assertThat(TerminalPicture.of(image).inColour(4).lines()).hasSize(4);
    }

    @Test
    void drawsBrighterAsDenserInAscii() {
        BufferedImage image = TestPictures.grey(4, 2, 1);
        image.getRaster().setPixels(0, 0, 4, 2, new int[] {0, 85, 170, 255, 0, 85, 170, 255});

        assertThat(TerminalPicture.of(image).inAscii(4)).isEqualTo(" -*@\n");
    }

    @Test
    void hasTheWidthAskedForAndTheShapeOfThePicture() {
        String text = TerminalPicture.of(TestPictures.colour(300, 200, 1)).inAscii(60);

        assertThat(text.lines()).hasSize(20).allMatch(line -> line.length() == 60);
    }

    @Test
    void refusesAWidthOfZero() {
        TerminalPicture picture = TerminalPicture.of(TestPictures.colour(3, 3, 1));

        assertThatThrownBy(() -> picture.inAscii(0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> picture.inColour(-1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found -1");
    }
}
