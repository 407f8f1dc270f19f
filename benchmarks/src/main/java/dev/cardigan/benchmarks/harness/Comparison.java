package dev.cardigan.benchmarks.harness;

import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One contestant beside another that does the same work under the same load.
 *
 * @param reference whom it is compared with
 * @param other who is compared
 * @param least of {@code ratio}, from the reference's slowest window and the other's fastest
 * @param ratio how many times as fast the reference is, by medians
 * @param most from the reference's fastest window and the other's slowest
 */
public record Comparison(
        Summary reference, Summary other, double least, double ratio, double most) {

    /**
     * Everyone beside the first contestant of this name's start that does the same work; the same
     * work has an equal {@link Yardstick}.
     */
    public static List<Comparison> with(
            String nameStart, List<Summary> summaries, List<Contestant> contestants) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Summary other : summaries) {
            if (other.contestant().startsWith(nameStart)) {
                continue;
            }
            Optional<Yardstick> work = yardstick(other, contestants);
            if (work.isEmpty()) {
                continue;
            }
            summaries.stream()
                    .filter(summary -> summary.contestant().startsWith(nameStart))
                    .filter(summary -> summary.load() == other.load())
                    .filter(summary -> yardstick(summary, contestants).equals(work))
                    .findFirst()
                    .ifPresent(reference -> comparisons.add(of(reference, other)));
        }
        return comparisons;
    }

    private static Comparison of(Summary reference, Summary other) {
        return new Comparison(
                reference,
                other,
                reference.minimum() / other.maximum(),
                reference.median() / other.median(),
                reference.maximum() / other.minimum());
    }

    /** As {@code idle: cardigan-dcgan64 is 1.2 times (1.1..1.3) as fast as plain-dcgan64}. */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "%s: %s is %.3g times (%.3g..%.3g) as fast as %s",
                other.load().name().toLowerCase(Locale.ROOT),
                reference.contestant(),
                ratio,
                least,
                most,
                other.contestant());
    }

    private static Optional<Yardstick> yardstick(Summary summary, List<Contestant> contestants) {
        return contestants.stream()
                .filter(contestant -> contestant.name().equals(summary.contestant()))
                .findFirst()
                .flatMap(Contestant::yardstick);
    }
}
