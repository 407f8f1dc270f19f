package dev.cardigan.cli;

import dev.cardigan.config.Nearest;
import dev.cardigan.error.ConfigException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What to draw and where it goes, as asked for; see {@link SampleCommand}. */
record SampleRequest(
        Optional<Integer> count,
        long seed,
        List<String> classes,
        boolean grid,
        Optional<Path> out,
        Optional<Path> each,
        Optional<Path> npy,
        Optional<Strip> strip,
        Optional<Path> latents,
        Optional<Path> saveLatents,
        boolean raw,
        Optional<Long> step) {

    static final String VERB = "sample";

    private static final int COUNT = 64;
    private static final int COUNT_OF_A_CLASS = 8;

    /**
     * Samples on the way from one seed to another.
     *
     * @param frames with both ends
     */
    record Strip(long from, long to, int frames) {
        static final long FROM = 1;
        static final long TO = 2;
        static final int FRAMES = 16;
    }

    SampleRequest {
        classes = List.copyOf(classes);
        if (count.isPresent() && count.get() < 1) {
            throw new ConfigException("--count: expected at least 1, found " + count.get());
        }
        if (strip.isPresent() && strip.get().frames() < 2) {
            throw new ConfigException(
                    "--frames: expected at least 2, found " + strip.get().frames());
        }
        if (strip.isPresent() && (latents.isPresent() || count.isPresent())) {
            throw new ConfigException(
                    "--interpolate: draws --frames samples between --from and --to; leave out --count and --latents");
        }
        if (latents.isPresent() && count.isPresent()) {
            throw new ConfigException(
                    "--latents: draws as many samples as the file has latents; leave out --count");
        }
    }

    /**
     * The classes asked for, as labels; none when no one was asked for.
     *
     * @param names of the classes of the data, in label order
     * @param available how many the generator knows
     * @throws ConfigException for a class that does not exist
     */
    int[] labels(List<String> names, int available) {
        return labels("--class", classes, names, available);
    }

    /**
     * The same for any classes asked for.
     *
     * @param option they were asked for by, for errors
     */
    static int[] labels(String option, List<String> classes, List<String> names, int available) {
        if (classes.isEmpty()) {
            return new int[0];
        }
        if (available == 0) {
            throw new ConfigException(
                    option
                            + ": this run's paper takes no classes; train cgan or cdcgan on labelled data");
        }
        if (classes.equals(List.of("all"))) {
            return IntStream.range(0, available).toArray();
        }
        return classes.stream()
                .mapToInt(text -> label(option, text.strip(), names, available))
                .toArray();
    }

    /** A name is stronger than an index, because names may be numbers: digits, say. */
    private static int label(String option, String text, List<String> names, int available) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named;
        }
        if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) < available) {
            return Integer.parseInt(text);
        }
        throw new ConfigException(
                "%s: no class '%s'; expected 0 to %d or one of %s%s"
                        .formatted(
                                option,
                                text,
                                available - 1,
                                String.join(", ", names),
                                Nearest.to(text, names)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("")));
    }

    /** How many samples to draw, for each of so many classes asked for. */
    int countFor(int askedClasses) {
        return count.orElse(askedClasses > 1 ? COUNT_OF_A_CLASS : COUNT);
    }

    boolean wantsGrid() {
        return grid || out.isPresent() || (each.isEmpty() && npy.isEmpty());
    }

    /** What to call the seed. */
    String seedText() {
        return latents.map(file -> "latents of " + file.getFileName())
                .or(() -> strip.map(way -> way.from() + " to " + way.to()))
                .orElse(Long.toString(seed));
    }

    /** What to call files. */
    String stem() {
        return latents.map(file -> "latents")
                .or(() -> strip.map(way -> "from-" + way.from() + "-to-" + way.to()))
                .orElse("seed-" + seed);
    }

    /** So many samples, all else as usual. */
    static SampleRequest counting(int count) {
        return new SampleRequest(
                Optional.of(count),
                1,
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** What decides which samples are drawn, as it stands in their pictures. */
    Map<String, Object> made() {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("verb", VERB);
        count.ifPresent(value -> made.put("count", value));
        made.put("seed", seed);
        made.put("classes", classes);
        strip.ifPresent(
                way -> {
                    made.put("from", way.from());
                    made.put("to", way.to());
                    made.put("frames", way.frames());
                });
        latents.ifPresent(
                file -> {
                    made.put("latents", file.toString());
                    made.put("latents hash", FileHash.of(file));
                });
        return made;
    }

    /**
     * The request that {@link #made} tells of.
     *
     * @param picture whose neighbour a file of latents may be
     */
    static SampleRequest of(Told told, Path picture) {
        Optional<Strip> strip =
                told.has("frames")
                        ? Optional.of(
                                new Strip(
                                        told.number("from"),
                                        told.number("to"),
                                        (int) told.number("frames")))
                        : Optional.empty();
        Optional<Path> latents =
                told.has("latents")
                        ? Optional.of(
                                FileHash.find(
                                        told.text("latents"), told.text("latents hash"), picture))
                        : Optional.empty();
        return new SampleRequest(
                told.has("count") ? Optional.of((int) told.number("count")) : Optional.empty(),
                told.number("seed"),
                told.texts("classes"),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                strip,
                latents,
                Optional.empty(),
                false,
                Optional.empty());
    }
}
