package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One picture of all samples, and where wanted an animation of them. */
final class GridOutput implements SampleOutput {

    static final String GRID = "grid";
    static final String ANIMATION = "animation";

    private static final Duration DELAY = Duration.ofMillis(80);

    private final Path file;
    private final Optional<Path> animation;
    private final Provenance provenance;
    private final GridPixels grid;

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
        long values = (long) shape[0] * shape[1] * shape[2] * shape[3];
        if (values > GridPixels.MOST_PIXELS) {
            throw new ConfigException(
                    "%s: a grid of %,d pictures would have over %,d values; %s"
                            .formatted(
                                    animation.isPresent() ? "--frames" : "--count",
                                    shape[0],
                                    GridPixels.MOST_PIXELS,
                                    animation.isPresent()
                                            ? "ask for fewer"
                                            : "write single files with --each FOLDER, an array with --npy FILE, or ask for fewer"));
        }
        this.grid = new GridPixels(new byte[(int) values], shape.clone(), columns, rows, List.of());
    }

    @Override
    public void take(Drawn drawn) {
        System.arraycopy(
                drawn.pixels(),
                0,
                grid.pixels(),
                drawn.first() * drawn.shape().elements(),
                drawn.pixels().length);
    }

    @Override
    public List<Path> finish() {
        frames(GRID).write(file, provenance.as(GRID).texts());
        List<Path> written = new ArrayList<>(List.of(file));
        animation.ifPresent(
                path -> {
                    frames(ANIMATION).write(path, provenance.as(ANIMATION).texts());
                    written.add(path);
                });
        return written;
    }

    /** What was taken, as a grid or as an animation. */
    Frames frames(String output) {
        return output.equals(ANIMATION) ? grid.animated(DELAY) : grid.still();
    }
}
