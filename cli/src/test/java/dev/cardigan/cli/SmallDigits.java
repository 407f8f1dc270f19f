package dev.cardigan.cli;

import dev.cardigan.data.Digits;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.RawPictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Labelled digits of 16 pixels as IDX files: few, so that looking at all of them is fast. */
final class SmallDigits {

    private static final int SIDE = 16;
    private static final int PICTURES = 0x0803;
    private static final int LABELS = 0x0801;

    private SmallDigits() {}

    /** Writes them into a new folder. */
    static Path in(Path folder, int count, long seed) {
        RawPictures digits = MemoryPictures.of(Digits.of(SIDE, count, seed)).pictures();
        ByteBuffer pictures = ByteBuffer.allocate(16 + digits.pixels().length);
        pictures.putInt(PICTURES).putInt(count).putInt(SIDE).putInt(SIDE).put(digits.pixels());
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(LABELS).putInt(count);
        for (int label : digits.labels()) {
            labels.put((byte) label);
        }
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("train-images-idx3-ubyte"), pictures.array());
            Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return folder;
    }
}
