package dev.cardigan.cli;

import dev.cardigan.classifier.StudentT;
import java.util.List;

/**
 * Two arms compared over the seeds that both have finished.
 *
 * @param pairs seeds compared
 * @param mean of the differences
 * @param halfWidth of the 95 % interval of the mean; NaN for fewer than two pairs
 * @param probability of a t at least this large if there were no difference, two-sided
 * @param better pairs with a positive difference
 * @param worse pairs with a negative one
 * @param signProbability of so uneven a split by chance, two-sided, ties left out
 */
record Paired(
        int pairs,
        double mean,
        double halfWidth,
        double probability,
        int better,
        int worse,
        double signProbability) {

    private static final double LEVEL = 0.05;

    static Paired of(List<Double> differences) {
        Spread spread = Spread.of(differences);
        int better = (int) differences.stream().filter(each -> each > 0).count();
        int worse = (int) differences.stream().filter(each -> each < 0).count();
        int count = differences.size();
        double half = Double.NaN;
        double probability = Double.NaN;
        if (count > 1) {
            half = StudentT.quantile(LEVEL, count - 1) * spread.standardError();
            probability = probability(spread, count);
        }
        return new Paired(
                count, spread.mean(), half, probability, better, worse, sign(better, worse));
    }

    /** Equal differences leave nothing to chance. */
    private static double probability(Spread spread, int count) {
        if (spread.standardError() == 0) {
            return spread.mean() == 0 ? 1 : 0;
        }
        return StudentT.twoSided(spread.mean() / spread.standardError(), count - 1);
    }

    /** Twice the tail of a fair coin. */
    private static double sign(int better, int worse) {
        int tosses = better + worse;
        int fewer = Math.min(better, worse);
        double term = Math.pow(0.5, tosses);
        double tail = 0;
        for (int i = 0; i <= fewer; i++) {
            tail += term;
            term *= (double) (tosses - i) / (i + 1);
        }
        return Math.min(1, 2 * tail);
    }

    /**
     * Mean and its standard error.
     *
     * @param count of values
     * @param standardError NaN for fewer than two
     */
    record Spread(int count, double mean, double standardError) {
        static Spread of(List<Double> values) {
            int count = values.size();
            double mean =
                    values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
            double squares =
                    values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
            double error = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
            return new Spread(count, mean, error);
        }
    }
}
