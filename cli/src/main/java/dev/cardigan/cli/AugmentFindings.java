package dev.cardigan.cli;

import dev.cardigan.classifier.Answers;
import dev.cardigan.classifier.NearCopies;
import dev.cardigan.classifier.PairedDifferences;
import dev.cardigan.cli.AugmentCell.Regime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What an augmentation study found, for one number of training pictures a class.
 *
 * @param cells one a seed
 */
record AugmentFindings(int perClass, List<AugmentCell> cells, double worthwhile) {

    /** Of new pictures 0.01 are near copies; beyond this share it is no chance. */
    private static final double SOME = 0.02;

    private static final double MANY = 0.05;

    /** Of the accuracy on real pictures; below it a GAN has plainly not learnt its classes. */
    private static final double WELL_TOLD = 0.8;

    /**
     * Two diets compared on the same seeds.
     *
     * @param question what the comparison answers
     */
    record Comparison(Regime from, Regime to, String question) {}

    /** The first is the question that counts: classical augmentation costs nothing. */
    static final List<Comparison> COMPARISONS =
            List.of(
                    new Comparison(
                            Regime.CLASSICAL,
                            Regime.ALL,
                            "Adding synthetic pictures on top of classical augmentation"),
                    new Comparison(
                            Regime.REAL, Regime.BOTH, "Adding synthetic pictures to the real ones"),
                    new Comparison(
                            Regime.REAL,
                            Regime.SYNTHETIC,
                            "Training on synthetic pictures instead of the real ones"),
                    new Comparison(
                            Regime.REAL, Regime.CLASSICAL, "Classical augmentation without a GAN"));

    AugmentFindings {
        cells = List.copyOf(cells);
    }

    /** Differences in points of accuracy. */
    PairedDifferences differences(Comparison comparison) {
        return new PairedDifferences(
                cells.stream()
                        .map(
                                cell ->
                                        100
                                                * (cell.accuracy(comparison.to())
                                                        - cell.accuracy(comparison.from())))
                        .toList(),
                100 * Answers.testError(answers(comparison.from()), answers(comparison.to())));
    }

    private List<Answers> answers(Regime diet) {
        return cells.stream().map(cell -> cell.answers(diet)).toList();
    }

    double mean(Regime diet) {
        return cells.stream().mapToDouble(cell -> cell.accuracy(diet)).average().orElseThrow();
    }

    /** The plain sentence that follows from the interval. */
    String sentence(Comparison comparison) {
        PairedDifferences differences = differences(comparison);
        String so =
                switch (differences.verdict(100 * worthwhile)) {
                    case HELPS -> comparison.question() + " helps";
                    case DOES_NOT_HELP -> comparison.question() + " does not help";
                    case CANNOT_TELL ->
                            comparison.question() + ": one cannot tell whether it helps";
                };
        return "%s: %s points (%s)."
                .formatted(so, signed(differences.mean()), interval(differences));
    }

    private String interval(PairedDifferences differences) {
        if (cells.size() == 1) {
            return "one seed: no interval";
        }
        return "95 %% interval %s to %s, %d seeds"
                .formatted(signed(differences.low()), signed(differences.high()), cells.size());
    }

    private static String signed(double points) {
        return String.format(Locale.ROOT, "%+.2f", points);
    }

    /** Whether the GAN copied its training pictures. */
    String copies() {
        double pixels = share(AugmentCell::pixels);
        double features = share(AugmentCell::features);
        String caution =
                pixels > MANY && features <= SOME
                        ? " In pixels, faint or average-looking pictures are near too: look at the pairs."
                        : "";
        return "%s: %.1f %% in pixels and %.1f %% in features are nearer to one than 99 %% of held-out real pictures; 1 %% is what new pictures have.%s"
                .formatted(
                        copying(Math.max(pixels, features)), 100 * pixels, 100 * features, caution);
    }

    private static String copying(double share) {
        if (share > MANY) {
            return "Many generated pictures are as near to training pictures as copies";
        }
        return share > SOME
                ? "Some generated pictures are as near to training pictures as copies"
                : "Generated pictures are not nearer to training pictures than new ones";
    }

    /** Whether the GAN draws what it is asked for; if not, its pictures carry wrong labels. */
    String asAskedFor() {
        double share = cells.stream().mapToDouble(AugmentCell::asAskedFor).average().orElse(0);
        return "The classifier trained on real + classical takes %.1f %% of the generated pictures for the class asked for, and %.1f %% of held-out real pictures for theirs%s."
                .formatted(
                        100 * share,
                        100 * mean(Regime.CLASSICAL),
                        share < WELL_TOLD * mean(Regime.CLASSICAL)
                                ? "; a GAN so far from its classes may need more --steps"
                                : "");
    }

    private double share(Function<AugmentCell, NearCopies> where) {
        return cells.stream().mapToDouble(cell -> where.apply(cell).share()).average().orElse(0);
    }

    List<String> header() {
        List<String> header = new ArrayList<>(List.of("trained on", "mean"));
        cells.forEach(cell -> header.add("seed " + cell.seed()));
        return header;
    }

    /** Accuracies in percent, a diet a row. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Regime diet : Regime.values()) {
            List<String> row = new ArrayList<>(List.of(diet.title(), percent(mean(diet))));
            cells.forEach(cell -> row.add(percent(cell.accuracy(diet))));
            rows.add(row);
        }
        return rows;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("perClass", perClass);
        tree.put("cells", cells.stream().map(AugmentCell::tree).toList());
        List<Object> comparisons = new ArrayList<>();
        for (Comparison comparison : COMPARISONS) {
            PairedDifferences differences = differences(comparison);
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("from", comparison.from().title());
            each.put("to", comparison.to().title());
            each.put("points", differences.values());
            each.put("mean", differences.mean());
            if (cells.size() > 1) {
                each.put("low", differences.low());
                each.put("high", differences.high());
            }
            each.put("testError", differences.commonError());
            each.put(
                    "verdict",
                    differences.verdict(100 * worthwhile).name().toLowerCase(Locale.ROOT));
            each.put("sentence", sentence(comparison));
            comparisons.add(each);
        }
        tree.put("comparisons", comparisons);
        tree.put("copies", copies());
        tree.put("asAskedFor", asAskedFor());
        return tree;
    }
}
