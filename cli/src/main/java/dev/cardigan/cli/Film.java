package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Codes on a way, as a strip to look at and as an animation. */
record Film(LatentBench bench, String verb, String seeds, Map<String, Object> settings) {

    /** More pictures in a strip cannot be told apart. */
    private static final int MOST_IN_STRIP = 32;

    /** Minutes of an animation. */
    static final int MOST_FRAMES = 10_000;

    private static final int COLUMNS = 16;

    /**
     * @throws ConfigException for a speed that no viewer shows
     */
    static Duration delay(int fps) {
        if (fps < 1 || fps > 100) {
            throw new ConfigException("--fps: expected 1 to 100, found " + fps);
        }
        return Duration.ofMillis(Math.round(1000.0 / fps));
    }

    /**
     * @param strip the file of the strip; the animation goes beside it
     */
    void write(Path strip, Codes codes, Duration delay) {
        String name = String.valueOf(strip.getFileName()).replaceFirst("\\.png$", "");
        bench.write(strip, Sheet.of(chosen(codes), columns(codes)), verb, seeds, settings);
        bench.write(
                strip.resolveSibling(name + "-animated.png"),
                Sheet.animation(codes, delay),
                verb,
                seeds,
                settings);
    }

    private static int columns(Codes codes) {
        return Math.min(COLUMNS, Math.min(MOST_IN_STRIP, codes.count()));
    }

    /** Evenly spaced ones, the first and the last among them. */
    private static Codes chosen(Codes codes) {
        int count = codes.count();
        if (count <= MOST_IN_STRIP) {
            return codes;
        }
        int size = codes.values().length / count;
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < MOST_IN_STRIP; i++) {
            places.add((int) Math.round((double) i * (count - 1) / (MOST_IN_STRIP - 1)));
        }
        float[] values = new float[places.size() * size];
        int[] classes = new int[places.size()];
        for (int i = 0; i < classes.length; i++) {
            System.arraycopy(codes.values(), places.get(i) * size, values, i * size, size);
            classes[i] = codes.classes()[places.get(i)];
        }
        return new Codes(values, classes, codes.noises());
    }
}
