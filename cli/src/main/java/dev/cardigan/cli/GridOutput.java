package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.report.Apng;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.report.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One picture of all samples, and where wanted an animation of them. */
final class GridOutput implements SampleOutput {

    private static final long MOST_PIXELS = 100_000_000;
    private static final int SMALLEST_SIDE = 64;
    private static final Duration DELAY = Duration.ofMillis(80);

    private final Path file;
    private final Optional<Path> animation;
    private final Provenance provenance;
    private final int columns;
    private final List<String> rows;
    private final byte[] pixels;
    private final int[] shape;

    /**
     * @param shape [count, channels, height, width]
     * @param columns 0 for as near to a square as can be
     * @param rows labels of the rows
     */
    GridOutput(
            Path file,
            Optional<Path> animation,
            Provenance provenance,
            int[] shape,
            int columns,
            List<String> rows) {
        this.file = file;
        this.animation = animation;
        this.provenance = provenance;
        this.columns = columns;
        this.rows = rows;
        this.shape = shape.clone();
        long values = (long) shape[0] * shape[1] * shape[2] * shape[3];
        if (values > MOST_PIXELS) {
            throw new ConfigException(
                    "--count: a grid of %,d pictures would have over %,d values; write single files with --each FOLDER, an array with --npy FILE, or ask for fewer"
                            .formatted(shape[0], MOST_PIXELS));
        }
        this.pixels = new byte[(int) values];
    }

    @Override
    public void take(Drawn drawn) {
        System.arraycopy(
                drawn.pixels(),
                0,
                pixels,
                drawn.first() * drawn.shape().elements(),
                drawn.pixels().length);
    }

    @Override
    public List<Path> finish() {
        PictureGrid grid = grid(pixels, shape[0]);
        if (columns > 0) {
            grid = grid.withColumns(columns).withRowLabels(rows);
        }
        Png.write(file, grid.image(), provenance.texts());
        List<Path> written = new ArrayList<>(List.of(file));
        animation.ifPresent(
                path -> {
                    Apng.write(path, frames(), DELAY, Apng.FOREVER);
                    written.add(path);
                });
        return written;
    }

    private List<BufferedImage> frames() {
        int size = shape[1] * shape[2] * shape[3];
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            byte[] one = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
            frames.add(grid(one, 1).image());
        }
        return frames;
    }

    private PictureGrid grid(byte[] values, int count) {
        PictureGrid grid = PictureGrid.of(values, count, shape[1], shape[2], shape[3]);
        long enlarged = (long) count * SMALLEST_SIDE * SMALLEST_SIDE;
        return enlarged < MOST_PIXELS / 10 ? grid.withPicturesOfAtLeast(SMALLEST_SIDE) : grid;
    }
}
