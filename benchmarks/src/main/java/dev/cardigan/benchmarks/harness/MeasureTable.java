package dev.cardigan.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Contestants as rows, their measures as columns, medians in the cells. */
public final class MeasureTable {

    private static final String NONE = "-";

    private MeasureTable() {}

    /**
     * Lines of text; the last column is how many cores others used meanwhile, at most.
     *
     * @param corner what a contestant is here
     */
    public static List<String> of(String corner, List<Summary> summaries) {
        Set<String> measures = new LinkedHashSet<>();
        Map<String, Map<String, Summary>> byContestant = new LinkedHashMap<>();
        for (Summary summary : summaries) {
            measures.add(column(summary));
            byContestant
                    .computeIfAbsent(summary.contestant(), absent -> new LinkedHashMap<>())
                    .put(column(summary), summary);
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of(corner));
        heading.addAll(measures);
        heading.add("others");
        rows.add(heading);
        byContestant.forEach((contestant, found) -> rows.add(row(contestant, measures, found)));
        return TextTable.of(rows);
    }

    private static String column(Summary summary) {
        return summary.measure() + ", " + summary.unit();
    }

    private static List<String> row(
            String contestant, Set<String> measures, Map<String, Summary> found) {
        List<String> row = new ArrayList<>(List.of(contestant));
        for (String measure : measures) {
            Summary summary = found.get(measure);
            row.add(summary == null ? NONE : Report.number(summary.median()));
        }
        double others =
                found.values().stream()
                        .flatMapToDouble(summary -> summary.otherCores().stream())
                        .max()
                        .orElse(Double.NaN);
        row.add(Double.isNaN(others) ? NONE : String.format(Locale.ROOT, "%.2f", others));
        return row;
    }
}
