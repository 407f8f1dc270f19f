package dev.cardigan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What happened, in sentences. */
final class ReportSummary {

    /** Final values are means of so many last measurements. */
    private static final int RECENT = 20;

    private static final String SCORE = "score/";

    private ReportSummary() {}

    static List<String> of(MetricsHistory history) {
        if (history.measurements().isEmpty()) {
            return List.of("Nothing has been measured yet.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(training(history));
        losses(history).ifPresent(sentences::add);
        accuracy(history).ifPresent(sentences::add);
        scores(history).ifPresent(sentences::add);
        notFinite(history).ifPresent(sentences::add);
        return sentences;
    }

    private static String training(MetricsHistory history) {
        String sentence =
                "Trained "
                        + HumanUnits.count(history.lastStep())
                        + " steps in "
                        + HumanUnits.duration(history.seconds());
        if (history.sessions() > 1) {
            sentence += ", in " + history.sessions() + " sessions";
        }
        OptionalDouble speed = history.recentMean("imagesPerSecond", RECENT);
        if (speed.isPresent()) {
            sentence +=
                    ", lately at " + HumanUnits.number(speed.getAsDouble()) + " images a second";
        }
        return sentence + ".";
    }

    private static Optional<String> losses(MetricsHistory history) {
        List<String> totals = new ArrayList<>();
        for (String name : history.names()) {
            if (name.endsWith("/total")) {
                history.recentMean(name, RECENT)
                        .ifPresent(mean -> totals.add(phase(name) + " " + HumanUnits.number(mean)));
            }
        }
        return totals.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Final losses, mean of the last "
                                + Math.min(RECENT, history.measurements().size())
                                + " measurements: "
                                + String.join(", ", totals)
                                + ".");
    }

    private static Optional<String> accuracy(MetricsHistory history) {
        OptionalDouble real = history.recentMean("accuracy/real", RECENT);
        OptionalDouble fake = history.recentMean("accuracy/fake", RECENT);
        if (real.isEmpty() || fake.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "At the end the discriminator recognised "
                        + HumanUnits.percent(real.getAsDouble())
                        + " of the real and "
                        + HumanUnits.percent(fake.getAsDouble())
                        + " of the generated pictures; 50% of both would be guessing.");
    }

    /** All scores of the last measurement that has some. */
    private static Optional<String> scores(MetricsHistory history) {
        List<Measurement> all = history.measurements();
        for (int i = all.size() - 1; i >= 0; i--) {
            List<String> scores = new ArrayList<>();
            all.get(i)
                    .values()
                    .forEach(
                            (name, value) -> {
                                if (name.startsWith(SCORE)) {
                                    scores.add(
                                            name.substring(SCORE.length())
                                                    + " "
                                                    + HumanUnits.number(value));
                                }
                            });
            if (!scores.isEmpty()) {
                return Optional.of(
                        "Last scores, at step "
                                + HumanUnits.count(all.get(i).step())
                                + ": "
                                + String.join(", ", scores)
                                + ".");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notFinite(MetricsHistory history) {
        for (Measurement measurement : history.measurements()) {
            for (Map.Entry<String, Double> value : measurement.values().entrySet()) {
                if (!Double.isFinite(value.getValue())) {
                    return Optional.of(
                            "Training produced values that are not finite, first "
                                    + value.getKey()
                                    + " at step "
                                    + HumanUnits.count(measurement.step())
                                    + ".");
                }
            }
        }
        return Optional.empty();
    }

    private static String phase(String name) {
        return name.substring(0, name.length() - "/total".length());
    }
}
