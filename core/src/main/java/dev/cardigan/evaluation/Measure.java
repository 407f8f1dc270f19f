package dev.cardigan.evaluation;

import dev.cardigan.metric.Score;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way to judge generated pictures, by the name the command line knows.
 *
 * @param name what to ask for
 * @param description what it tells, in one line, with its paper
 * @param lowerIsBetter of its first score
 * @param ofFeatures whether it needs what an extractor sees; if not, pictures are enough
 * @param obstacle why it cannot be computed from this evidence, in words; empty where it can
 * @param scores from the evidence, the most telling first
 */
public record Measure(
        String name,
        String description,
        boolean lowerIsBetter,
        boolean ofFeatures,
        Function<Evidence, Optional<String>> obstacle,
        Function<Evidence, List<Score>> scores) {

    static Measure of(
            String name,
            String description,
            boolean lowerIsBetter,
            Function<Evidence, List<Score>> scores) {
        return new Measure(
                name, description, lowerIsBetter, true, evidence -> Optional.empty(), scores);
    }

    Measure unless(Function<Evidence, Optional<String>> hindrance) {
        return new Measure(name, description, lowerIsBetter, ofFeatures, hindrance, scores);
    }

    Measure ofPictures() {
        return new Measure(name, description, lowerIsBetter, false, obstacle, scores);
    }
}
