package dev.cardigan.benchmarks.harness;

/**
 * How one quantity grows with another, {@code y = factor * x^exponent}.
 *
 * @param exponent 1 where y doubles with x, 0 where it does not care
 * @param strayed how far the worst point lies from the law, as a ratio: 1.1 is a tenth
 */
public record PowerLaw(double factor, double exponent, double strayed) {

    /**
     * The straight line of least squares through the logarithms.
     *
     * @throws IllegalArgumentException if a value is not above 0, or fewer than two values of x
     *     differ
     */
    public static PowerLaw of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "expected as many y as x, found %d and %d".formatted(y.length, x.length));
        }
        double[] across = logarithms(x);
        double[] up = logarithms(y);
        double meanAcross = mean(across);
        double meanUp = mean(up);
        double together = 0;
        double spread = 0;
        for (int point = 0; point < x.length; point++) {
            double from = across[point] - meanAcross;
            together += from * (up[point] - meanUp);
            spread += from * from;
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException(
                    "expected at least two different x, found " + x.length + " alike");
        }
        double exponent = together / spread;
        double start = meanUp - exponent * meanAcross;
        double worst = 0;
        for (int point = 0; point < x.length; point++) {
            worst = Math.max(worst, Math.abs(up[point] - start - exponent * across[point]));
        }
        return new PowerLaw(Math.exp(start), exponent, Math.exp(worst));
    }

    private static double[] logarithms(double[] values) {
        double[] logarithms = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0)) {
                throw new IllegalArgumentException("expected values above 0, found " + values[i]);
            }
            logarithms[i] = Math.log(values[i]);
        }
        return logarithms;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
