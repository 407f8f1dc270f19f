package dev.cardigan.metric;

import java.util.Arrays;

/**
 * The least squares line y = intercept + slope * x.
 *
 * @param interceptError standard error of the intercept; 0 where two points leave no residual
 */
record Line(double intercept, double slope, double interceptError) {

    static Line through(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            squares += (x[i] - meanX) * (x[i] - meanX);
            products += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = products / squares;
        double intercept = meanY - slope * meanX;
        double residual = 0;
        for (int i = 0; i < x.length; i++) {
            double miss = y[i] - intercept - slope * x[i];
            residual += miss * miss;
        }
        double variance = x.length > 2 ? residual / (x.length - 2) : 0;
        double error = Math.sqrt(variance * (1.0 / x.length + meanX * meanX / squares));
        return new Line(intercept, slope, error);
    }
}
