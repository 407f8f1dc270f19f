package dev.cardigan.report;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one line that tells how training goes, as text; what terminal shows it is not its business.
 *
 * @param step steps done
 * @param totalSteps steps to do
 * @param imagesPerSecond real pictures taken in a second
 * @param secondsLeft estimate of the time to go; NaN while unknown
 * @param losses value by name, in the order to show
 * @param accuracies fraction (0 to 1) by name, in the order to show
 * @param memoryBytes memory in use
 */
public record LiveLine(
        long step,
        long totalSteps,
        double imagesPerSecond,
        double secondsLeft,
        Map<String, Double> losses,
        Map<String, Double> accuracies,
        long memoryBytes) {

    private static final String SEPARATOR = "  ";

    /** What is left out first when the terminal is narrow has the highest rank. */
    private record Part(int rank, String text) {}

    /**
     * The line without line end, at most {@code width} characters. Where not all fits, whole parts
     * are left out: memory first, then accuracies, percentage, speed, losses from the last, and the
     * time to go; the step is cut only when it does not fit alone.
     *
     * @param width columns to fill, 1 or above
     * @throws ConfigException if the width is below 1
     */
    public String format(int width) {
        if (width < 1) {
            throw new ConfigException(
                    "Live line: expected a width of 1 column or more, found " + width + ".");
        }
        List<Part> parts = parts();
        while (joined(parts).length() > width && parts.size() > 1) {
            parts.remove(parts.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        String line = joined(parts);
        return line.length() <= width ? line : line.substring(0, width);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Part(0, "step " + HumanUnits.count(step) + "/" + HumanUnits.count(totalSteps)));
        parts.add(new Part(97, HumanUnits.percent((double) step / totalSteps)));
        parts.add(new Part(96, HumanUnits.number(imagesPerSecond) + " img/s"));
        parts.add(new Part(1, "ETA " + HumanUnits.duration(secondsLeft)));
        int rank = 2;
        for (Map.Entry<String, Double> loss : losses.entrySet()) {
            parts.add(new Part(Math.min(rank++, 95), named(loss.getKey(), fixed(loss.getValue()))));
        }
        if (!accuracies.isEmpty()) {
            parts.add(new Part(98, allAccuracies()));
        }
        parts.add(new Part(99, HumanUnits.bytes(memoryBytes)));
        return parts;
    }

    /** One part: the accuracy on real pictures says little without the one on fakes. */
    private String allAccuracies() {
        List<String> texts = new ArrayList<>();
        accuracies.forEach((name, value) -> texts.add(named(name, HumanUnits.percent(value))));
        return String.join(" ", texts);
    }

    /** Three decimals while that is readable: a number that keeps its width does not flicker. */
    private static String fixed(double loss) {
        boolean readable = Math.abs(loss) >= 0.01 && Math.abs(loss) < 1000;
        return readable ? String.format(Locale.ROOT, "%.3f", loss) : HumanUnits.number(loss);
    }

    private static String named(String name, String value) {
        return name + " " + value;
    }

    private static String joined(List<Part> parts) {
        return String.join(SEPARATOR, parts.stream().map(Part::text).toList());
    }
}
