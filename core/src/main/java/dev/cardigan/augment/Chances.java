package dev.cardigan.augment;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The draws of one batch: of every transform first its values, then, one a sample, whether it
 * happens.
 *
 * @param probability of each transform
 * @param batch number of samples
 */
record Chances(RandomSource random, double probability, int batch) {

    /** One number a sample, made of one uniform in [0, 1), neutral where nothing happens. */
    double[] uniform(DoubleUnaryOperator made, double neutral) {
        return uniform(probability, made, neutral);
    }

    double[] uniform(double likely, DoubleUnaryOperator made, double neutral) {
        return column(gated(random.uniform(0, 1, batch, 1), likely, made, neutral));
    }

    /** One number a sample, made of a standard normal one. */
    double[] normal(DoubleUnaryOperator made, double neutral) {
        return normal(probability, made, neutral);
    }

    double[] normal(double likely, DoubleUnaryOperator made, double neutral) {
        return column(gated(random.normal(batch, 1), likely, made, neutral));
    }

    /** Two numbers a sample that happen together, made of uniform ones. */
    double[][] uniformPairs(DoubleUnaryOperator made, double neutral) {
        return gated(random.uniform(0, 1, batch, 2), probability, made, neutral);
    }

    /** Two numbers a sample that happen together, made of normal ones. */
    double[][] normalPairs(DoubleUnaryOperator made, double neutral) {
        return gated(random.normal(batch, 2), probability, made, neutral);
    }

    /** Whether each sample is touched. */
    boolean[] happens() {
        return happens(probability);
    }

    private boolean[] happens(double likely) {
        double[] gates = random.uniform(0, 1, batch).toDoubles();
        boolean[] open = new boolean[batch];
        for (int i = 0; i < batch; i++) {
            open[i] = gates[i] < likely;
        }
        return open;
    }

    private double[][] gated(
            Tensor drawn, double likely, DoubleUnaryOperator made, double neutral) {
        double[] raw = drawn.toDoubles();
        boolean[] open = happens(likely);
        int width = raw.length / batch;
        double[][] values = new double[batch][width];
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < width; j++) {
                values[i][j] = open[i] ? made.applyAsDouble(raw[i * width + j]) : neutral;
            }
        }
        return values;
    }

    private static double[] column(double[][] values) {
        return Arrays.stream(values).mapToDouble(row -> row[0]).toArray();
    }
}
