package dev.cardigan.metric;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A weighted sum of Gaussians and its fit by maximum likelihood: the baseline a GAN is measured
 * against. The parameters of greatest likelihood are those of least KL(data || model), because the
 * two differ by the entropy of the data alone. Dempster, Laird and Rubin 1977; Bishop, Pattern
 * Recognition and Machine Learning, 2006, chapter 9.
 *
 * @param weights shares of the components, adding up to 1
 * @param components all of the same number of dimensions
 */
public record GaussianMixture(List<Double> weights, List<Gaussian> components) implements Density {

    private static final double ROUNDING = 1e-6;

    /**
     * @throws ConfigException if the weights are not as many shares as there are components
     */
    public GaussianMixture {
        weights = List.copyOf(weights);
        components = List.copyOf(components);
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        boolean sound = weights.stream().allMatch(weight -> weight >= 0);
        boolean fits = weights.size() == components.size() && !components.isEmpty();
        if (!fits || !sound || Math.abs(sum - 1) > ROUNDING) {
            throw new ConfigException(
                    "Gaussian mixture: expected a share of 0 or above for each component, adding up to 1, found %s for %d components."
                            .formatted(weights, components.size()));
        }
    }

    public int dimensions() {
        return components.get(0).dimensions();
    }

    @Override
    public double logDensity(double... point) {
        return logSum(joint(point));
    }

    /** log (weight_k N_k(x)) of every component. */
    private double[] joint(double[] point) {
        double[] logs = new double[components.size()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.log(weights.get(k)) + components.get(k).logDensity(point);
        }
        return logs;
    }

    private static double logSum(double[] logs) {
        double largest = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        return largest + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum());
    }

    /** The posterior share of each component in a point, adding up to 1. */
    public double[] responsibilities(double... point) {
        double[] logs = joint(point);
        double all = logSum(logs);
        return Arrays.stream(logs).map(log -> Math.exp(log - all)).toArray();
    }

    /** The sum of the log densities of all points, in nats. */
    public double logLikelihood(Points points) {
        return IntStream.range(0, points.count())
                .mapToDouble(i -> logDensity(points.point(i)))
                .sum();
    }

    /** Weights without the last, means, and entries of the covariances. */
    public int freeParameters() {
        int each = 1 + dimensions() + dimensions() * (dimensions() + 1) / 2;
        return components.size() * each - 1;
    }

    /** Akaike's criterion, 2 k - 2 log likelihood: the smaller the better. */
    public double akaike(Points points) {
        return 2 * freeParameters() - 2 * logLikelihood(points);
    }

    /** The Bayesian criterion, k log n - 2 log likelihood: the smaller the better. */
    public double bayes(Points points) {
        return freeParameters() * Math.log(points.count()) - 2 * logLikelihood(points);
    }

    /**
     * One step of expectation maximisation, which never lowers the likelihood while {@code floor}
     * is 0. A component that no point belongs to keeps its place with weight 0.
     *
     * @param floor added to every variance, so that no component shrinks to a point
     * @throws dev.cardigan.error.DataException if a component has shrunk to a point
     */
    public GaussianMixture step(Points points, double floor) {
        points.requireSome("Expectation maximisation");
        points.requireDimensions("mixture", dimensions());
        double[][] shares = new double[points.count()][];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = responsibilities(points.point(i));
        }
        List<Double> newWeights = new ArrayList<>();
        List<Gaussian> newComponents = new ArrayList<>();
        for (int k = 0; k < components.size(); k++) {
            int component = k;
            double[] belonging = Arrays.stream(shares).mapToDouble(row -> row[component]).toArray();
            double count = Arrays.stream(belonging).sum();
            newWeights.add(count / points.count());
            newComponents.add(
                    count > 0 ? moments(points, belonging, count, floor) : components.get(k));
        }
        return new GaussianMixture(newWeights, newComponents);
    }

    /** The Gaussian of weighted points. */
    private static Gaussian moments(Points points, double[] weights, double total, double floor) {
        int dimensions = points.dimensions();
        double[] mean = new double[dimensions];
        for (int i = 0; i < weights.length; i++) {
            for (int axis = 0; axis < dimensions; axis++) {
                mean[axis] += weights[i] * points.at(i, axis) / total;
            }
        }
        double[][] covariance = new double[dimensions][dimensions];
        for (int i = 0; i < weights.length; i++) {
            for (int a = 0; a < dimensions; a++) {
                for (int b = 0; b < dimensions; b++) {
                    double product = (points.at(i, a) - mean[a]) * (points.at(i, b) - mean[b]);
                    covariance[a][b] += weights[i] * product / total;
                }
            }
        }
        for (int axis = 0; axis < dimensions; axis++) {
            covariance[axis][axis] += floor;
        }
        return Gaussian.full(mean, covariance);
    }

    /**
     * Components to begin with, far apart: the first at the first point, each next one at the point
     * farthest from all before (Gonzalez 1985), every one as wide as all the points.
     *
     * @throws ShapeException if there are fewer points than components
     */
    public static GaussianMixture spread(Points points, int components) {
        if (components < 1 || points.count() < components) {
            throw new ShapeException(
                    "Gaussian mixture: expected at least 1 component and as many points, found %d and %d."
                            .formatted(components, points.count()));
        }
        double[] even = new double[points.count()];
        Arrays.fill(even, 1);
        Gaussian all = moments(points, even, even.length, 0);
        double[] deviations = new double[points.dimensions()];
        for (int axis = 0; axis < deviations.length; axis++) {
            deviations[axis] = Math.sqrt(all.covariance(axis, axis)) / components;
        }
        List<Gaussian> places = new ArrayList<>();
        double[] nearest = new double[points.count()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int k = 0; k < components; k++) {
            double[] place = points.point(next);
            places.add(Gaussian.diagonal(place, deviations));
            next = farthest(points, place, nearest);
        }
        Double[] weights = new Double[components];
        Arrays.fill(weights, 1.0 / components);
        return new GaussianMixture(List.of(weights), places);
    }

    /** Takes a place into the squared distances to the nearest one; returns who is farthest. */
    private static int farthest(Points points, double[] place, double[] nearest) {
        int farthest = 0;
        for (int i = 0; i < nearest.length; i++) {
            double square = 0;
            for (int axis = 0; axis < place.length; axis++) {
                double step = points.at(i, axis) - place[axis];
                square += step * step;
            }
            nearest[i] = Math.min(nearest[i], square);
            farthest = nearest[i] > nearest[farthest] ? i : farthest;
        }
        return farthest;
    }

    /**
     * The likeliest mixture that steps from {@link #spread} lead to.
     *
     * @param steps of expectation maximisation at most; it ends before once a step gains less than
     *     1e-9 nats a point
     * @param floor added to every variance
     */
    public static GaussianMixture fit(Points points, int components, int steps, double floor) {
        GaussianMixture mixture = spread(points, components);
        double before = mixture.logLikelihood(points);
        for (int step = 0; step < steps; step++) {
            mixture = mixture.step(points, floor);
            double now = mixture.logLikelihood(points);
            if (now - before < 1e-9 * points.count()) {
                return mixture;
            }
            before = now;
        }
        return mixture;
    }
}
