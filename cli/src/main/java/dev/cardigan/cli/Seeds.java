package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.List;

/** Lists of numbers as a user writes them. */
final class Seeds {

    private static final int MOST = 10_000;

    private Seeds() {}

    /**
     * Reads {@code 1,2,7} and {@code 1-8}, also mixed.
     *
     * @param option names the option in errors
     */
    static List<Long> parse(String option, String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (part.matches("-?\\d{1,18}")) {
                seeds.add(Long.parseLong(part));
                continue;
            }
            if (!part.matches("\\d{1,18}-\\d{1,18}")) {
                throw wrong(option, text);
            }
            String[] ends = part.split("-", -1);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[1]);
            if (last < first || last - first >= MOST) {
                throw wrong(option, text);
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add(seed);
            }
        }
        return List.copyOf(seeds);
    }

    private static ConfigException wrong(String option, String text) {
        return new ConfigException(
                "%s: expected numbers such as 1,2,7 or 1-8, at most %,d, found '%s'"
                        .formatted(option, MOST, text));
    }
}
