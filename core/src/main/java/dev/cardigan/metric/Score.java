package dev.cardigan.metric;

import java.util.Optional;

/**
 * A number that says how good samples are.
 *
 * @param measure its short name: {@code fid}, {@code precision}
 * @param interval where it would lie with other samples
 * @param meaning what it means, in one sentence for whoever has not read the paper
 * @param warning why not to trust it
 */
public record Score(
        String measure,
        double value,
        Optional<Interval> interval,
        String meaning,
        Optional<String> warning) {

    public static Score of(String measure, double value, String meaning) {
        return new Score(measure, value, Optional.empty(), meaning, Optional.empty());
    }

    /** A share among {@code count} trials, with its interval. */
    public static Score ofShare(String measure, double share, long count, String meaning) {
        return of(measure, share, meaning).within(Interval.ofShare(share, count));
    }

    public Score within(Interval found) {
        return new Score(measure, value, Optional.of(found), meaning, warning);
    }

    /** With a reason not to trust it. */
    public Score warning(String reason) {
        return new Score(measure, value, interval, meaning, Optional.of(reason));
    }
}
