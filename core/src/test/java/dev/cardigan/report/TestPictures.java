package dev.cardigan.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures with smooth and noisy parts, so that every PNG filter is the best for some row. */
final class TestPictures {

    private TestPictures() {}

    static BufferedImage colour(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = y % 3 == 0 ? random.nextInt(256) : 5 * y + (int) seed;
                image.setRGB(x, y, (x * 7 & 0xFF) << 16 | (noise & 0xFF) << 8 | (x + y & 0xFF));
            }
        }
        return image;
    }

    static BufferedImage grey(int width, int height, long seed) {
        byte[] bytes = new byte[width * height];
        new Random(seed).nextBytes(bytes);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, bytes);
        return image;
    }

    static BufferedImage decoded(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    static byte[] samples(BufferedImage image) {
        return Pixels.from(image).samples();
    }
}
