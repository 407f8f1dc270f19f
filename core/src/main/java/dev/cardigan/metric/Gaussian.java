package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import java.util.Arrays;

/**
 * A Gaussian of few dimensions, and what theory knows of two of them in closed form. Kingma and
 * Welling 2014, https://arxiv.org/abs/1312.6114 (KL); Dowson and Landau 1982 (Wasserstein).
 *
 * <p>Methods with another Gaussian throw {@link ShapeException} where its dimensions differ.
 */
public final class Gaussian implements Density {

    private final double[] mean;
    private final SymmetricMatrix covariance;
    private final double[][] lower;

    private Gaussian(double[] mean, SymmetricMatrix covariance) {
        if (mean.length != covariance.size() || mean.length == 0) {
            throw new ShapeException(
                    "Gaussian: expected as many means as deviations, found %d and %d."
                            .formatted(mean.length, covariance.size()));
        }
        this.mean = mean.clone();
        this.covariance = covariance;
        this.lower = covariance.cholesky();
    }

    /**
     * On a line.
     *
     * @throws DataException if the deviation is not positive
     */
    public static Gaussian of(double mean, double deviation) {
        return diagonal(new double[] {mean}, new double[] {deviation});
    }

    /**
     * With independent axes.
     *
     * @throws DataException if a deviation is not positive
     */
    public static Gaussian diagonal(double[] mean, double[] deviations) {
        double[] variances =
                Arrays.stream(deviations).map(deviation -> deviation * deviation).toArray();
        return new Gaussian(mean, SymmetricMatrix.diagonal(variances));
    }

    /** As encoders give it: axis i has the variance exp(logVariances[i]). */
    public static Gaussian ofLogVariances(double[] mean, double[] logVariances) {
        return new Gaussian(
                mean,
                SymmetricMatrix.diagonal(Arrays.stream(logVariances).map(Math::exp).toArray()));
    }

    /** Mean 0 and variance 1 along every axis. */
    public static Gaussian standard(int dimensions) {
        return ofLogVariances(new double[dimensions], new double[dimensions]);
    }

    /**
     * @param covariance [d][d]
     * @throws ShapeException if it is not square and symmetric
     * @throws DataException if it is not positive definite
     */
    public static Gaussian full(double[] mean, double[][] covariance) {
        return new Gaussian(mean, SymmetricMatrix.of(covariance));
    }

    public int dimensions() {
        return mean.length;
    }

    /** A copy of the mean, [dimensions]. */
    public double[] mean() {
        return mean.clone();
    }

    /** One entry of the covariance. */
    public double covariance(int row, int column) {
        return covariance.at(row, column);
    }

    @Override
    public double logDensity(double... point) {
        requireDimensions(point.length);
        double scale = dimensions() * Math.log(2 * Math.PI) + logDeterminant();
        return -(scale + squaredLength(difference(point))) / 2;
    }

    /** The differential entropy, in nats. */
    public double entropy() {
        return (dimensions() * (1 + Math.log(2 * Math.PI)) + logDeterminant()) / 2;
    }

    /** KL(this || other), in nats. */
    public double kullbackLeibler(Gaussian other) {
        requireDimensions(other.dimensions());
        // tr(C2^-1 C1) is the sum of the squared columns of L2^-1 L1.
        double trace = 0;
        for (int column = 0; column < dimensions(); column++) {
            double[] vector = new double[dimensions()];
            for (int row = 0; row < dimensions(); row++) {
                vector[row] = lower[row][column];
            }
            trace += other.squaredLength(vector);
        }
        double shift = other.squaredLength(other.difference(mean));
        double stretch = other.logDeterminant() - logDeterminant();
        return (trace + shift - dimensions() + stretch) / 2;
    }

    /**
     * W_2 squared, which is also the Frechet distance: |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^1/2).
     */
    public double wassersteinSquared(Gaussian other) {
        requireDimensions(other.dimensions());
        double shift = Arrays.stream(other.difference(mean)).map(step -> step * step).sum();
        // L1^T C2 L1 has the eigenvalues of C1^1/2 C2 C1^1/2; rounding may push a 0 below.
        double roots =
                Arrays.stream(other.covariance.within(lower).eigenvalues())
                        .map(value -> Math.sqrt(Math.max(0, value)))
                        .sum();
        return shift + covariance.trace() + other.covariance.trace() - 2 * roots;
    }

    /** The Bhattacharyya distance -log of the integral of sqrt(p q), in nats. */
    public double bhattacharyya(Gaussian other) {
        requireDimensions(other.dimensions());
        Gaussian between = new Gaussian(mean, covariance.middle(other.covariance));
        double shift = between.squaredLength(other.difference(mean));
        double stretch = between.logDeterminant() - (logDeterminant() + other.logDeterminant()) / 2;
        return shift / 8 + stretch / 2;
    }

    private double[] difference(double[] point) {
        double[] difference = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            difference[i] = point[i] - mean[i];
        }
        return difference;
    }

    /** v^T C^-1 v, by solving L y = v. */
    private double squaredLength(double[] vector) {
        double[] solved = new double[vector.length];
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            double rest = vector[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * solved[k];
            }
            solved[i] = rest / lower[i][i];
            sum += solved[i] * solved[i];
        }
        return sum;
    }

    private double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < dimensions(); i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    private void requireDimensions(int found) {
        if (found != dimensions()) {
            throw new ShapeException(
                    "Gaussian: expected %d dimensions, found %d.".formatted(dimensions(), found));
        }
    }
}
