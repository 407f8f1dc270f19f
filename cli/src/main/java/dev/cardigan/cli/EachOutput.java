package dev.cardigan.cli;

import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.Png;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One PNG for each sample, {@code 000000.png} or {@code 000000-CLASS.png}. */
record EachOutput(Path folder, Provenance provenance) implements SampleOutput {

    static final String EACH = "each";

    /**
     * @throws ConfigException if there are files in the folder, which nobody could tell from these
     */
    static EachOutput in(Path folder, Provenance provenance) {
        FreshPlace.folder("--each", folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder cannot be made (%s); choose another with --each"
                            .formatted(folder, failure),
                    failure);
        }
        return new EachOutput(folder, provenance);
    }

    @Override
    public void take(Drawn drawn) {
        IntStream.range(0, drawn.count()).parallel().forEach(i -> write(drawn, i));
    }

    private void write(Drawn drawn, int i) {
        int index = drawn.first() + i;
        int label = drawn.classes()[i];
        String kind = provenance.className(label).replaceAll("[^A-Za-z0-9_-]+", "_");
        String name = String.format(Locale.ROOT, "%06d", index);
        Png.write(
                folder.resolve(kind.isEmpty() ? name + ".png" : name + "-" + kind + ".png"),
                image(drawn.shape(), drawn.pixels(), i),
                provenance.texts(index, label));
    }

    /**
     * Picture {@code i} of many.
     *
     * @param pixels [count, channels, height, width], unsigned
     */
    static BufferedImage image(SampleShape shape, byte[] pixels, int i) {
        boolean grey = shape.channels() == 1;
        BufferedImage image =
                new BufferedImage(
                        shape.width(),
                        shape.height(),
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        WritableRaster raster = image.getRaster();
        int plane = shape.height() * shape.width();
        int[] values = new int[plane];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int start = i * shape.elements() + channel * plane;
            for (int at = 0; at < plane; at++) {
                values[at] = pixels[start + at] & 0xFF;
            }
            raster.setSamples(0, 0, shape.width(), shape.height(), channel, values);
        }
        return image;
    }

    @Override
    public List<Path> finish() {
        return List.of(folder);
    }
}
