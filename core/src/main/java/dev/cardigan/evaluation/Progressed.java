package dev.cardigan.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a score has gone so far.
 *
 * @param lowerIsBetter which way is better
 * @param values in the order of their steps
 */
public record Progressed(boolean lowerIsBetter, List<Value> values) {

    /** A score at a step. */
    public record Value(long step, double score) {}

    public Progressed {
        values = List.copyOf(values);
    }

    static Progressed none(boolean lowerIsBetter) {
        return new Progressed(lowerIsBetter, List.of());
    }

    Progressed and(Value value) {
        List<Value> longer = new ArrayList<>(values);
        longer.add(value);
        return new Progressed(lowerIsBetter, longer);
    }

    Progressed upTo(long step) {
        return new Progressed(
                lowerIsBetter, values.stream().filter(value -> value.step() <= step).toList());
    }

    /** Place of the best value; of equal ones the first; -1 without any. */
    private int bestPlace() {
        int best = -1;
        for (int i = 0; i < values.size(); i++) {
            double score = values.get(i).score();
            if (Double.isNaN(score)) {
                continue;
            }
            boolean better =
                    best < 0
                            || (lowerIsBetter
                                    ? score < values.get(best).score()
                                    : score > values.get(best).score());
            best = better ? i : best;
        }
        return best;
    }

    /** The best value; of equal ones the first. */
    Optional<Value> bestValue() {
        int place = bestPlace();
        return place < 0 ? Optional.empty() : Optional.of(values.get(place));
    }

    Optional<Value> last() {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** Step of the best value; -1 without any. */
    long bestStep() {
        return bestValue().map(Value::step).orElse(-1L);
    }

    /** The best value; NaN without any. */
    double best() {
        return bestValue().map(Value::score).orElse(Double.NaN);
    }

    /** How many values came after the best. */
    int sinceBest() {
        return values.size() - 1 - bestPlace();
    }
}
