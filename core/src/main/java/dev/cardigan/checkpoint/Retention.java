package dev.cardigan.checkpoint;

import static java.util.Comparator.reverseOrder;

import dev.cardigan.error.ConfigException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Which checkpoints outlive a save: the newest ones and the best one.
 *
 * @param newest how many of the newest steps stay, at least 2: the last one may turn out damaged
 * @param best which one counts as the best, if any does
 */
public record Retention(int newest, Optional<Best> best) {

    /** Which way a metric improves. */
    public enum Direction {
        LOWER_IS_BETTER,
        HIGHER_IS_BETTER
    }

    /**
     * A number in the state of a checkpoint to compare checkpoints by.
     *
     * @param pointer a JSON pointer into {@code state.json}, for example {@code /metrics/frechet}
     */
    public record Best(String pointer, Direction direction) {

        /**
         * @throws ConfigException when the pointer is malformed
         */
        public Best {
            try {
                JsonPointer.compile(pointer);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        ("best checkpoint: '%s' is no JSON pointer; expected for example"
                                        + " /metrics/frechet")
                                .formatted(pointer),
                        e);
            }
        }

        /** The finite value in this state; empty when it has none. */
        private OptionalDouble valueIn(JsonNode state) {
            JsonNode value = state.at(pointer);
            if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(value.asDouble());
        }

        /** The checkpoints that have a value, best first; of equal ones the later first. */
        List<StepFolder> rank(Map<StepFolder, ? extends JsonNode> states) {
            Map<StepFolder, Double> values = new HashMap<>();
            states.forEach(
                    (folder, state) ->
                            valueIn(state).ifPresent(value -> values.put(folder, value)));
            Comparator<Map.Entry<StepFolder, Double>> ascending = Map.Entry.comparingByValue();
            Comparator<Map.Entry<StepFolder, Double>> bestFirst =
                    switch (direction) {
                        case LOWER_IS_BETTER -> ascending;
                        case HIGHER_IS_BETTER -> ascending.reversed();
                    };
            return values.entrySet().stream()
                    .sorted(bestFirst.thenComparing(Map.Entry.comparingByKey(reverseOrder())))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /**
     * @throws ConfigException when fewer than 2 checkpoints would stay
     */
    public Retention {
        if (newest < 2) {
            throw new ConfigException(
                    ("checkpoints to keep: found %d, expected at least 2, because the newest"
                                    + " may turn out damaged")
                            .formatted(newest));
        }
    }

    /** Keeps the newest ones only. */
    public static Retention keep(int newest) {
        return new Retention(newest, Optional.empty());
    }

    /** Keeps the best one as well. */
    public Retention withBest(String pointer, Direction direction) {
        return new Retention(newest, Optional.of(new Best(pointer, direction)));
    }
}
