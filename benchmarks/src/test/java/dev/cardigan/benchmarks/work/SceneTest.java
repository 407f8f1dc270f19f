package dev.cardigan.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.benchmarks.work.SceneFolder.Format;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneTest {

    @TempDir private Path folder;

    /**
     * A photograph takes 0.2 to 0.8 bytes a pixel as JPEG of this quality, and 1.5 to 2.9 as PNG.
     */
    @ParameterizedTest
    @CsvSource({
        "JPEG, 64, 0.3, 0.8",
        "JPEG, 128, 0.2, 0.7",
        "PNG, 64, 1.5, 2.9",
        "PNG, 128, 1.5, 2.9"
    })
    void filesAreAsLargeAsPhotographs(Format format, int side, double least, double most) {
        SceneFolder scenes = SceneFolder.in(folder, format, side, 5);
        Source<?> read = Source.open(folder.toString(), PictureOptions.GUESS, Progress.SILENT);

        assertThat(scenes.bytes() / 5.0 / side / side).isBetween(least, most);
        assertThat(read.set().size()).isEqualTo(5);
        assertThat(read.set().shape().channels()).isEqualTo(3);
    }

    @Test
    void seedDecidesThePicture() {
        assertThat(pixels(3)).isEqualTo(pixels(3)).isNotEqualTo(pixels(4));
    }

    private static int[] pixels(long seed) {
        return Scene.of(seed, 16).getRGB(0, 0, 16, 16, null, 0, 16);
    }
}
