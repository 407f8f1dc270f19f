package dev.cardigan.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean ...?": the known name nearest to what was typed. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate with the fewest typing mistakes to {@code written}, comparing letters and
     * digits only, so that {@code wgangp} finds {@code WGAN-GP}. Of equally near ones the first
     * wins.
     *
     * @return empty when more than about a third of the letters would have to change
     */
    public static Optional<String> to(String written, Collection<String> candidates) {
        String folded = fold(written);
        int best = Integer.MAX_VALUE;
        Optional<String> nearest = Optional.empty();
        for (String candidate : candidates) {
            String known = fold(candidate);
            int mistakes = distance(folded, known);
            int bearable = Math.max(1, (Math.max(folded.length(), known.length()) + 1) / 3);
            if (mistakes <= bearable && mistakes < known.length() && mistakes < best) {
                best = mistakes;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /**
     * Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions,
     * deletions, substitutions and swaps of neighbours, no letter edited twice.
     */
    public static int distance(String from, String to) {
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                int edit = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(edit, previous[column - 1] + (same ? 0 : 1));
                if (swapped(from, row, to, column)) {
                    current[column] = Math.min(current[column], beforePrevious[column - 2] + 1);
                }
            }
            int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[to.length()];
    }

    private static boolean swapped(String from, int row, String to, int column) {
        return row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
    }

    /** Lower case without dashes, underscores and spaces. */
    static String fold(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (char letter : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter != '-' && letter != '_' && letter != ' ') {
                letters.append(letter);
            }
        }
        return letters.toString();
    }
}
