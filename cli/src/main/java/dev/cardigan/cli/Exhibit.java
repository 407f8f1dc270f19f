package dev.cardigan.cli;

import dev.cardigan.adversarial.Translating;
import dev.cardigan.data.Intake;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a GAN from pictures to pictures shows of the first pictures of its data: one row for each,
 * with what is given, what is made of it, and what should have been.
 */
final class Exhibit {

    /** Rows of a picture of samples; each takes several passes. */
    static final int MOST_ROWS = 8;

    private final IntFunction<Map<String, Tensor>> columns;

    private Exhibit(IntFunction<Map<String, Tensor>> columns) {
        this.columns = columns;
    }

    static <R, B> Exhibit of(
            Translating<B> gan, Source<R> source, Intake<B> intake, Device device) {
        return new Exhibit(
                count -> {
                    int[] first = new int[count];
                    for (int i = 0; i < count; i++) {
                        first[i] = i;
                    }
                    return gan.shown(source.batch(intake, source.set().load(first), device));
                });
    }

    /** The grid of the first {@code rows} pictures, with the networks as they are. */
    PictureGrid grid(int rows) {
        List<Tensor> shown = new ArrayList<>(columns.apply(rows).values());
        Tensor first = shown.get(0);
        long[] shape = first.shape(); // [rows, channels, height, width]
        Tensor[] others =
                shown.subList(1, shown.size()).stream()
                        .map(column -> column.unsqueeze(1))
                        .toArray(Tensor[]::new);
        Tensor rowByRow = first.unsqueeze(1).cat(1, others).contiguous();
        int pictures = rows * shown.size();
        return PictureGrid.of(
                        Sample.toBytes(rowByRow),
                        pictures,
                        (int) shape[1],
                        (int) shape[2],
                        (int) shape[3])
                .withColumns(shown.size());
    }
}
