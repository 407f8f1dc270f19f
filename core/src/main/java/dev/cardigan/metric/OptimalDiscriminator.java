package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;

/**
 * The best answer to a generator whose density is known: D*(x) = p(x) / (p(x) + q(x)), and what the
 * game is then worth: -log 4 + 2 JS(p, q). Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661,
 * proposition 1 and theorem 1.
 *
 * @param data p
 * @param generated q
 */
public record OptimalDiscriminator(Density data, Density generated) {

    /** The value of the game once generated and real samples are alike: -log 4. */
    public static final double LEAST_VALUE = -Math.log(4);

    /** log p(x) - log q(x), in nats; NaN where neither has weight. */
    public double logit(double... point) {
        return data.logDensity(point) - generated.logDensity(point);
    }

    /** D*(x), the probability that a sample at x is real; NaN where neither has weight. */
    public double probability(double... point) {
        return 1 / (1 + Math.exp(-logit(point)));
    }

    /**
     * The value at D*, the integral of p log D* + q log(1 - D*), on a line.
     *
     * @param low where both densities have come close to 0 below
     * @param high the same above
     */
    public double value(double low, double high) {
        return Quadrature.integral(this::integrand, low, high);
    }

    /** JS(p, q) on a line, in nats, between the same ends. */
    public double jensenShannon(double low, double high) {
        return jensenShannonOf(value(low, high));
    }

    /** JS from the game's value at the best discriminator: (V + log 4) / 2. */
    public static double jensenShannonOf(double value) {
        return (value - LEAST_VALUE) / 2;
    }

    /** The value at the best discriminator when generated and real samples are so far apart. */
    public static double valueAt(double jensenShannon) {
        return LEAST_VALUE + 2 * jensenShannon;
    }

    /**
     * The value at D* by the trapezoid rule.
     *
     * @param places rising places of a line, at least 2
     * @throws ShapeException if there are fewer
     */
    public double valueOn(double... places) {
        if (places.length < 2) {
            throw new ShapeException(
                    "Value of the game: expected at least 2 places, found " + places.length + ".");
        }
        double sum = 0;
        for (int i = 1; i < places.length; i++) {
            double width = places[i] - places[i - 1];
            sum += width * (integrand(places[i - 1]) + integrand(places[i])) / 2;
        }
        return sum;
    }

    /** p log D* + q log(1 - D*); log1p keeps the digits where one of the two is tiny. */
    private double integrand(double x) {
        double p = data.density(x);
        double q = generated.density(x);
        double logit = logit(x);
        double real = p == 0 ? 0 : -p * softplus(-logit);
        double fake = q == 0 ? 0 : -q * softplus(logit);
        return real + fake;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
