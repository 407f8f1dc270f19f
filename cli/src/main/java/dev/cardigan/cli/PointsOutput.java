package dev.cardigan.cli;

import dev.cardigan.error.StorageException;
import dev.cardigan.report.Point;
import dev.cardigan.report.ScatterChart;
import dev.cardigan.report.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Points as text, {@code x,y} a line, and points of the plane as an SVG beside it. */
final class PointsOutput implements SampleOutput {

    private final Path file;
    private final int dimensions;
    private final StringBuilder text = new StringBuilder();
    private final List<Point> cloud = new ArrayList<>();

    PointsOutput(Path file, int dimensions) {
        this.file = file;
        this.dimensions = dimensions;
        text.append(List.of("x", "x,y", "x,y,z").get(Math.min(dimensions, 3) - 1));
        for (int axis = 3; axis < dimensions; axis++) {
            text.append(",x").append(axis + 1);
        }
        text.append('\n');
    }

    @Override
    public void take(Drawn drawn) {
        for (int i = 0; i < drawn.count(); i++) {
            for (int axis = 0; axis < dimensions; axis++) {
                text.append(axis == 0 ? "" : ",").append(drawn.points()[i * dimensions + axis]);
            }
            text.append('\n');
            if (dimensions == 2) {
                cloud.add(new Point(drawn.points()[2 * i], drawn.points()[2 * i + 1]));
            }
        }
    }

    @Override
    public List<Path> finish() {
        write(file, text.toString());
        if (dimensions != 2) {
            return List.of(file);
        }
        Path picture =
                file.resolveSibling(
                        String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "") + ".svg");
        write(picture, ScatterChart.of("Samples", List.of(new Series("generated", cloud))).svg());
        return List.of(file, picture);
    }

    static void write(Path file, String content) {
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: %,d characters cannot be written (%s); check the folder and the free space"
                            .formatted(file, content.length(), failure),
                    failure);
        }
    }
}
