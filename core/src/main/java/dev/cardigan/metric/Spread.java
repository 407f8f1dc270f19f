package dev.cardigan.metric;

import java.util.Arrays;

/**
 * Mean and population standard deviation of numbers.
 *
 * @param count how many there were
 */
public record Spread(double mean, double deviation, int count) {

    public static Spread of(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(values)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElse(Double.NaN);
        return new Spread(mean, Math.sqrt(squares), values.length);
    }

    /** Standard error of the mean. */
    public double standardError() {
        return count > 1 ? deviation / Math.sqrt(count - 1.0) : Double.NaN;
    }
}
