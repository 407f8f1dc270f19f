package dev.cardigan.cli;

import dev.cardigan.report.Apng;
import dev.cardigan.report.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A picture as it is looked at, or an animation.
 *
 * @param delay between pictures; absent for the one of a still
 */
record Frames(List<BufferedImage> images, Optional<Duration> delay) {

    static Frames still(BufferedImage image) {
        return new Frames(List.of(image), Optional.empty());
    }

    /** The bytes of a PNG, animated where there is a delay. */
    byte[] png(List<Png.Text> texts) {
        return delay.map(pause -> Apng.bytes(images, pause, Apng.FOREVER, texts))
                .orElseGet(() -> Png.bytes(images.get(0), texts));
    }

    /** The same as a file. */
    void write(Path file, List<Png.Text> texts) {
        if (delay.isPresent()) {
            Apng.write(file, images, delay.get(), Apng.FOREVER, texts);
        } else {
            Png.write(file, images.get(0), texts);
        }
    }
}
