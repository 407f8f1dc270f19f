package dev.cardigan.training.doctor;

import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * Euclidean distances between two small sets of samples, each flattened to [count, values].
 *
 * @param all row by row [ones, others]
 * @param ones rows
 * @param others columns
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to read, never compared
record Distances(float[] all, int ones, int others) {

    /** Differences are taken before they are squared: products would cancel near neighbours. */
    static Distances between(Tensor one, Tensor other) {
        Tensor squares = one.unsqueeze(1).sub(other.unsqueeze(0)).square();
        float[] all = squares.sum(false, 2).sqrt().toFloats();
        return new Distances(all, (int) one.size(0), (int) other.size(0));
    }

    /** Mean over all pairs of different samples; for a set with itself. */
    double meanOfPairs() {
        double sum = 0;
        for (float distance : all) {
            sum += distance;
        }
        return sum / ((double) ones * (others - 1));
    }

    /** The distance of row {@code i} to its {@code rank}-th nearest; 0 counts the sample itself. */
    double nearest(int i, int rank) {
        double[] least = new double[rank + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int j = i * others; j < (i + 1) * others; j++) {
            if (all[j] < least[rank]) {
                insert(least, all[j]);
            }
        }
        return least[rank];
    }

    /** Into a short rising list, whose last falls out. */
    private static void insert(double[] rising, double value) {
        int place = rising.length - 1;
        while (place > 0 && rising[place - 1] > value) {
            rising[place] = rising[place - 1];
            place--;
        }
        rising[place] = value;
    }

    /** Median over the rows of the distance to the {@code rank}-th nearest. */
    double medianNearest(int rank) {
        double[] nearest = new double[ones];
        Arrays.setAll(nearest, i -> nearest(i, rank));
        Arrays.sort(nearest);
        return nearest[ones / 2];
    }
}
