package dev.cardigan.classifier;

import dev.cardigan.error.ConfigException;
import java.util.List;

/**
 * Differences between two treatments measured on the same seeds, and what they allow one to say.
 *
 * @param values one a seed, the second treatment less the first
 * @param commonError standard error of what all values share, such as the test pictures, and which
 *     their spread cannot show
 */
public record PairedDifferences(List<Double> values, double commonError) {

    /** What follows from an interval. */
    public enum Verdict {
        /** The whole interval is above 0. */
        HELPS,
        /** The whole interval is below the smallest gain worth having. */
        DOES_NOT_HELP,
        /** Anything else, one seed included. */
        CANNOT_TELL
    }

    private static final double CONFIDENCE = 0.95;

    /** Standard deviations to either side that hold 95 % of a normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * @throws ConfigException if there are none
     */
    public PairedDifferences {
        if (values.isEmpty()) {
            throw new ConfigException("paired differences: expected at least one, found none");
        }
        values = List.copyOf(values);
    }

    /** Values that share nothing. */
    public PairedDifferences(List<Double> values) {
        this(values, 0);
    }

    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /**
     * Half the width of the 95 % confidence interval of the mean: by Student's t on n - 1 degrees
     * of freedom over the values, and, independent of it, the normal one of the common error.
     * Infinite for a single value.
     */
    public double halfWidth() {
        int n = values.size();
        if (n == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = mean();
        double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double ofValues =
                StudentT.quantile(1 - CONFIDENCE, n - 1) * Math.sqrt(squares / (n - 1) / n);
        return Math.hypot(ofValues, Z * commonError);
    }

    public double low() {
        return mean() - halfWidth();
    }

    public double high() {
        return mean() + halfWidth();
    }

    /**
     * @param worthwhile the smallest gain worth having, in the units of the values
     */
    public Verdict verdict(double worthwhile) {
        if (low() > 0) {
            return Verdict.HELPS;
        }
        return high() < worthwhile ? Verdict.DOES_NOT_HELP : Verdict.CANNOT_TELL;
    }
}
