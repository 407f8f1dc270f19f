package dev.cardigan.metric;

import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.function.ToDoubleFunction;

/**
 * Where a score would lie, 95 times of 100, with other samples of the same kind.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

    /** Standard deviations to either side that hold 95 % of a normal distribution. */
    private static final double Z = 1.959963984540054;

    public static Interval around(double value, double standardError) {
        return new Interval(value - Z * standardError, value + Z * standardError);
    }

    /**
     * By the bootstrap: samples are drawn anew with replacement. The spread of the redrawn scores
     * is laid around the score itself, because drawing samples twice shifts scores such as FID
     * upwards. Efron 1979.
     *
     * @param count samples
     * @param score of the samples at rows I64 [count]
     */
    public static Interval bootstrap(
            double value,
            long count,
            int resamples,
            RandomStream random,
            ToDoubleFunction<Tensor> score) {
        double[] scores = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            int at = i;
            Scope.run(() -> scores[at] = score.applyAsDouble(random.integers(count, count)));
        }
        Spread spread = Spread.of(scores);
        return around(value, spread.deviation() * Math.sqrt(resamples / (resamples - 1.0)));
    }

    /** Of a share among {@code count} trials. Wilson 1927. */
    public static Interval ofShare(double share, long count) {
        double z2 = Z * Z / count;
        double middle = (share + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt((share * (1 - share) + z2 / 4) / count);
        // Exactly 0 and 1 at the ends, where the two parts cancel but for rounding.
        return new Interval(
                share <= 0 ? 0 : Math.max(0, middle - half),
                share >= 1 ? 1 : Math.min(1, middle + half));
    }
}
