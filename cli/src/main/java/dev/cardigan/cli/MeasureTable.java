package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.metric.Score;
import dev.cardigan.metric.Stamp;
import dev.cardigan.report.HumanUnits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores as they are told.
 *
 * @param title what was measured
 * @param real what it was measured against
 * @param shape of the pictures on both sides
 * @param reading how they were read
 */
record MeasureTable(
        String title, String real, String shape, Reading reading, Stamp stamp, List<Score> scores) {

    /**
     * What was decided while pictures were read, one sentence each.
     *
     * @param generated empty where a run drew them
     */
    record Reading(List<String> generated, List<String> real) {}

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s against %s, pictures of %s%n".formatted(title, real, shape));
        text.append("%s%n%n".formatted(stamp.inWords()));
        for (Score score : scores) {
            text.append(
                    "%-14s %10s  %-22s %s%n"
                            .formatted(
                                    score.measure(),
                                    HumanUnits.number(score.value()),
                                    interval(score),
                                    score.meaning()));
            score.warning()
                    .ifPresent(
                            warning ->
                                    text.append("%-14s %10s  ! %s%n".formatted("", "", warning)));
        }
        told(text, title, reading.generated());
        told(text, real, reading.real());
        text.append(
                "%nIn brackets: 95 %% intervals. Full name of the first: %s"
                        .formatted(stamp.name(scores.get(0).measure())));
        return text.toString();
    }

    /** Another way of reading gives other scores, so it is part of the protocol. */
    private static void told(StringBuilder text, String what, List<String> sentences) {
        if (!sentences.isEmpty()) {
            text.append("%nHow %s was read: %s".formatted(what, String.join(" ", sentences)));
        }
    }

    private static String interval(Score score) {
        return score.interval()
                .map(
                        range ->
                                "[%s, %s]"
                                        .formatted(
                                                HumanUnits.number(range.low()),
                                                HumanUnits.number(range.high())))
                .orElse("");
    }

    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("what", title);
        tree.put("against", real);
        tree.put("shape", shape);
        tree.put("reading", Map.of("what", reading.generated(), "against", reading.real()));
        tree.put("stamp", stampTree());
        tree.put("scores", scores.stream().map(this::scoreTree).toList());
        return Json.writeString(tree);
    }

    private Map<String, Object> stampTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!stamp.extractor().isEmpty()) {
            tree.put("extractor", stamp.extractor());
            tree.put("extractorHash", stamp.extractorHash());
            tree.put("resizer", stamp.resizer());
        }
        tree.put("samples", stamp.samples());
        tree.put("realSamples", stamp.realSamples());
        tree.put("split", stamp.split());
        tree.put("dataFingerprint", stamp.dataHash());
        tree.put("weights", stamp.weights());
        tree.put("seed", stamp.seed());
        return tree;
    }

    private Map<String, Object> scoreTree(Score score) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", stamp.name(score.measure()));
        tree.put("measure", score.measure());
        tree.put("value", number(score.value()));
        score.interval()
                .ifPresent(
                        range -> {
                            tree.put("low", number(range.low()));
                            tree.put("high", number(range.high()));
                        });
        tree.put("meaning", score.meaning());
        score.warning().ifPresent(warning -> tree.put("warning", warning));
        return tree;
    }

    /** JSON has no infinity. */
    static Object number(double value) {
        return Double.isFinite(value) ? value : Double.toString(value);
    }
}
