package dev.cardigan.cli;

import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture of the latent tools: pictures that were given, then pictures painted from codes, side
 * by side or as an animation.
 *
 * @param given [.., channels, height, width], unsigned; empty for none
 * @param columns pictures in a row
 * @param rows labels of the rows
 * @param heads labels of the columns
 * @param delay between pictures of an animation
 */
@SuppressWarnings("ArrayRecordComponent") // shared within this package, never compared
record Sheet(
        Codes codes,
        byte[] given,
        int columns,
        List<String> rows,
        List<String> heads,
        Optional<Duration> delay) {

    /** Painted at once; always the same, because the engine rounds with it. */
    private static final int BATCH = 32;

    static Sheet of(Codes codes, int columns) {
        return new Sheet(codes, new byte[0], columns, List.of(), List.of(), Optional.empty());
    }

    static Sheet animation(Codes codes, Duration delay) {
        return new Sheet(codes, new byte[0], 0, List.of(), List.of(), Optional.of(delay));
    }

    Sheet labelled(List<String> ofRows, List<String> ofColumns) {
        return new Sheet(codes, given, columns, ofRows, ofColumns, delay);
    }

    /** With pictures in front of the painted ones. */
    Sheet behind(byte[] pictures) {
        return new Sheet(codes, pictures, columns, rows, heads, delay);
    }

    /**
     * @throws ConfigException if it would be too large to look at
     */
    Frames painted(TrainedGenerator generator, SampleShape shape) {
        int before = given.length / shape.elements();
        long count = (long) before + codes.count();
        if (count * shape.elements() > GridPixels.MOST_PIXELS) {
            throw new ConfigException(
                    "a picture of %,d pictures would have over %,d values; ask for fewer seeds, columns or frames"
                            .formatted(count, GridPixels.MOST_PIXELS));
        }
        byte[] pixels = new byte[(int) (count * shape.elements())];
        System.arraycopy(given, 0, pixels, 0, before * shape.elements());
        for (int first = 0; first < codes.count(); first += BATCH) {
            int start = first;
            int now = Math.min(BATCH, codes.count() - first);
            byte[] some =
                    generator.untracked(
                            () ->
                                    Sample.toBytes(
                                            codes.painted(
                                                    generator.space(),
                                                    generator.device(),
                                                    start,
                                                    now)));
            System.arraycopy(some, 0, pixels, (before + first) * shape.elements(), some.length);
        }
        int[] sides = {(int) count, shape.channels(), shape.height(), shape.width()};
        GridPixels grid = new GridPixels(pixels, sides, columns, rows, heads);
        return delay.map(grid::animated).orElseGet(grid::still);
    }

    /** As it stands in the picture. */
    Map<String, Object> made(TrainedGenerator generator) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("columns", columns);
        made.put("rows", rows);
        made.put("heads", heads);
        delay.ifPresent(pause -> made.put("delay", pause.toMillis()));
        if (given.length > 0) {
            made.put("given", Packed.of(given));
            made.put("given bytes", given.length);
        }
        made.putAll(codes.made(generator.space()));
        return made;
    }

    /**
     * @throws DataException if the picture does not tell what it takes
     */
    static Sheet of(Told told) {
        byte[] given =
                told.has("given")
                        ? Packed.bytes(told.where(), told.text("given"), told.number("given bytes"))
                        : new byte[0];
        return new Sheet(
                Codes.of(told),
                given,
                (int) told.number("columns"),
                told.texts("rows"),
                told.texts("heads"),
                told.has("delay")
                        ? Optional.of(Duration.ofMillis(told.number("delay")))
                        : Optional.empty());
    }
}
