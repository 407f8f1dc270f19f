package dev.cardigan.zoo.official;

import dev.cardigan.zoo.block.OfficialNames;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One network of a weight file.
 *
 * @param prefix what its names begin with in the file: {@code G_ema.}, often nothing
 * @param network what its names begin with here: {@code generator.}
 * @param averaged whether these are running averages, which samples are drawn from
 * @param names from here, without {@code network}, to the file, without {@code prefix}
 * @param constant names in the file that are no weights here: filters that never change, counters
 * @param value what a constant must be, row-major; empty where nothing looks at it
 */
public record Part(
        String prefix,
        String network,
        boolean averaged,
        OfficialNames names,
        Pattern constant,
        List<Double> value) {

    /** What PyTorch counts in every batch normalisation, and nothing looks at. */
    static final Pattern COUNTERS = Pattern.compile(".*num_batches_tracked");

    static Part of(String prefix, String network, OfficialNames names) {
        return new Part(prefix, network, isAverage(prefix), names, COUNTERS, List.of());
    }

    /** With names that nothing looks at. */
    Part ignoring(Pattern unused) {
        return new Part(prefix, network, averaged, names, unused, List.of());
    }

    /** With names of which each holds the same constant. */
    Part repeating(Pattern same, List<Double> expected) {
        return new Part(prefix, network, averaged, names, same, expected);
    }

    /** {@code params_ema.}, {@code G_ema.}, {@code g_ema.}. */
    private static boolean isAverage(String prefix) {
        return prefix.toLowerCase(Locale.ROOT).contains("ema");
    }
}
