package dev.cardigan.metric;

/** A probability density that is known everywhere, for instance {@code mixture::logDensity}. */
@FunctionalInterface
public interface Density {

    /** The logarithm of the density at a point [dimensions], in nats; minus infinity for none. */
    double logDensity(double... point);

    /** The density at a point. */
    default double density(double... point) {
        return Math.exp(logDensity(point));
    }
}
