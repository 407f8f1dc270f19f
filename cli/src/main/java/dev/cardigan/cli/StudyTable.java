package dev.cardigan.cli;

import dev.cardigan.report.TablePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a study found, as tables: arms by measures, and arms against the one they are compared with.
 */
record StudyTable(StudyPlan plan, StudyResults results) {

    /** Mean and standard error of every measure; the first row names the columns. */
    List<List<String>> means() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("arm", "runs", "diverged"));
        head.addAll(plan.measures());
        rows.add(head);
        for (String arm : plan.arms().keySet()) {
            Map<Long, Map<String, Double>> found = results.of(arm);
            long diverged =
                    found.values().stream()
                            .filter(values -> values.containsKey(StudyResults.DIVERGED))
                            .count();
            List<String> row = new ArrayList<>(List.of(arm, found.size() + "", diverged + ""));
            for (String measure : plan.measures()) {
                Paired.Spread spread = Paired.Spread.of(values(found, measure));
                row.add(number(spread.mean()) + " +- " + number(spread.standardError()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Double> values(Map<Long, Map<String, Double>> found, String measure) {
        List<Double> values = new ArrayList<>();
        found.values()
                .forEach(
                        each -> {
                            Double value = each.get(measure);
                            if (value != null) {
                                values.add(value);
                            }
                        });
        return values;
    }

    /** Every other arm against the compared one, seed by seed. */
    List<List<String>> comparisons() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "arm less " + plan.compared(),
                        "measure",
                        "pairs",
                        "mean difference",
                        "95 % interval",
                        "p of t",
                        "more : less",
                        "p of signs"));
        for (String arm : plan.arms().keySet()) {
            for (String measure : plan.measures()) {
                List<Double> differences = differences(arm, measure);
                if (!arm.equals(plan.compared()) && !differences.isEmpty()) {
                    rows.add(row(arm, measure, Paired.of(differences)));
                }
            }
        }
        return rows;
    }

    private List<Double> differences(String arm, String measure) {
        Map<Long, Map<String, Double>> base = results.of(plan.compared());
        List<Double> differences = new ArrayList<>();
        results.of(arm)
                .forEach(
                        (seed, values) -> {
                            Double own = values.get(measure);
                            Double other = base.getOrDefault(seed, Map.of()).get(measure);
                            if (own != null && other != null) {
                                differences.add(own - other);
                            }
                        });
        return differences;
    }

    private static List<String> row(String arm, String measure, Paired paired) {
        return List.of(
                arm,
                measure,
                Integer.toString(paired.pairs()),
                number(paired.mean()),
                number(paired.mean() - paired.halfWidth())
                        + " .. "
                        + number(paired.mean() + paired.halfWidth()),
                number(paired.probability()),
                paired.better() + " : " + paired.worse(),
                number(paired.signProbability()));
    }

    /** Four digits; a dash for what cannot be said. */
    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "-";
    }

    /** Columns side by side, for a terminal. */
    static String text(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
                text.append(("%-" + Math.max(1, width) + "s  ").formatted(row.get(column)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** One line a run: arm, seed, and the measures; RFC 4180. */
    String csv() {
        StringBuilder text = new StringBuilder("arm,seed,diverged");
        plan.measures().forEach(measure -> text.append(',').append(measure));
        text.append('\n');
        for (String arm : plan.arms().keySet()) {
            results.of(arm)
                    .forEach(
                            (seed, values) -> {
                                text.append(arm).append(',').append(seed).append(',');
                                text.append(values.containsKey(StudyResults.DIVERGED) ? 1 : 0);
                                for (String measure : plan.measures()) {
                                    Double value = values.get(measure);
                                    text.append(',').append(value == null ? "" : value.toString());
                                }
                                text.append('\n');
                            });
        }
        return text.toString();
    }

    TablePage page() {
        TablePage page =
                TablePage.of(plan.name())
                        .withParagraph(
                                "%d arms on %s, %d seeds each. Means with their standard errors."
                                        .formatted(plan.arms().size(), plan.data(), plan.seeds()))
                        .withTable("Arms", means());
        return plan.arms().size() < 2
                ? page
                : page.withTable("Compared, seed by seed", comparisons());
    }
}
