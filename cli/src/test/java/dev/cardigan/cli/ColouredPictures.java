package dev.cardigan.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder of square RGB pictures, all different. */
final class ColouredPictures {

    private ColouredPictures() {}

    static Path in(Path folder, int count, int side) {
        try {
            Files.createDirectories(folder);
            for (int i = 0; i < count; i++) {
                BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        image.setRGB(x, y, ((x * 4) << 16) | ((y * 4) << 8) | (i * 30));
                    }
                }
                ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
