package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Pixels as pictures that can be written. */
final class Bitmaps {

    private Bitmaps() {}

    /** Grey or RGB, 8 bits. */
    static BufferedImage of(Pixels pixels) {
        boolean grey = pixels.channels() == 1;
        BufferedImage image =
                new BufferedImage(
                        pixels.width(),
                        pixels.height(),
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        if (grey) {
            System.arraycopy(pixels.values(), 0, bytes, 0, bytes.length);
            return image;
        }
        for (int i = 0; i < bytes.length; i += 3) { // red, green, blue to blue, green, red
            bytes[i] = pixels.values()[i + 2];
            bytes[i + 1] = pixels.values()[i + 1];
            bytes[i + 2] = pixels.values()[i];
        }
        return image;
    }
}
