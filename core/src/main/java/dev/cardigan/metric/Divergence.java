package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import java.util.Arrays;

/**
 * How far two discrete distributions are apart, in nats. Distributions are shares [n] that add up
 * to 1; 0 log 0 counts as 0. Cover and Thomas, Elements of Information Theory, 2006, chapter 2.
 *
 * <p>All methods throw {@link ShapeException} where the lengths differ.
 */
public final class Divergence {

    private Divergence() {}

    /** The shares of counts [n]; all NaN where nothing was counted. */
    public static double[] shares(long... counts) {
        double total = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(count -> count / total).toArray();
    }

    /** The same share for each of {@code n}. */
    public static double[] uniform(int n) {
        double[] shares = new double[n];
        Arrays.fill(shares, 1.0 / n);
        return shares;
    }

    /** H(p) = -sum p log p. */
    public static double entropy(double[] p) {
        double sum = 0;
        for (double share : p) {
            sum -= xLogY(share, share);
        }
        return sum;
    }

    /** H(p, q) = -sum p log q; infinite where p puts weight on what q leaves out. */
    public static double crossEntropy(double[] p, double[] q) {
        requireSameLength(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum -= xLogY(p[i], q[i]);
        }
        return sum;
    }

    /** KL(p || q) = sum p log (p / q); infinite where p puts weight on what q leaves out. */
    public static double kullbackLeibler(double[] p, double[] q) {
        requireSameLength(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += xLogY(p[i], p[i] / q[i]);
        }
        return sum;
    }

    /**
     * JS(p, q) = (KL(p || m) + KL(q || m)) / 2 with m the mean of both: from 0 to log 2, which it
     * is as soon as nothing is shared. Its square root is a metric (Endres and Schindelin 2003).
     */
    public static double jensenShannon(double[] p, double[] q) {
        requireSameLength(p, q);
        double[] middle = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            middle[i] = (p[i] + q[i]) / 2;
        }
        return (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
    }

    /** TV = sum |p - q| / 2, the largest difference in the probability of any event. */
    public static double totalVariation(double[] p, double[] q) {
        requireSameLength(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]);
        }
        return sum / 2;
    }

    /** The Hellinger distance sqrt(1 - sum sqrt(p q)), from 0 to 1. */
    public static double hellinger(double[] p, double[] q) {
        requireSameLength(p, q);
        // As 1/2 sum (sqrt p - sqrt q)^2, which is 0 where p = q; 1 - sum would leave a rest.
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double difference = Math.sqrt(p[i]) - Math.sqrt(q[i]);
            sum += difference * difference;
        }
        return Math.sqrt(sum / 2);
    }

    /** Pearson's chi squared, sum (p - q)^2 / q; infinite where p has weight and q has none. */
    public static double chiSquared(double[] p, double[] q) {
        requireSameLength(p, q);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double difference = p[i] - q[i];
            sum += difference == 0 ? 0 : difference * difference / q[i];
        }
        return sum;
    }

    private static double xLogY(double x, double y) {
        return x == 0 ? 0 : x * Math.log(y);
    }

    private static void requireSameLength(double[] p, double[] q) {
        if (p.length != q.length) {
            throw new ShapeException(
                    "Divergence: expected two distributions over the same places, found %d and %d shares; count both on one grid."
                            .formatted(p.length, q.length));
        }
    }
}
