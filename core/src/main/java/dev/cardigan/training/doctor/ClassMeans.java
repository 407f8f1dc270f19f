package dev.cardigan.training.doctor;

import dev.cardigan.tensor.Tensor;
import java.util.Map;

/** Whether samples asked for by class look like that class of the data, by the class means. */
final class ClassMeans {

    private final double[][] centred;
    private final boolean[] present;

    private ClassMeans(double[][] centred, boolean[] present) {
        this.centred = centred;
        this.present = present;
    }

    /** Means of the rows of each class, less the mean of those means. */
    private static ClassMeans of(Tensor labels, Tensor rows, int classes) {
        int values = (int) rows.size(1);
        float[] all = rows.toFloats();
        long[] label = labels.toLongs();
        double[][] means = new double[classes][values];
        int[] counts = new int[classes];
        for (int i = 0; i < label.length; i++) {
            int own = (int) label[i];
            counts[own]++;
            for (int j = 0; j < values; j++) {
                means[own][j] += all[i * values + j];
            }
        }
        boolean[] present = new boolean[classes];
        double[] middle = new double[values];
        int found = 0;
        for (int c = 0; c < classes; c++) {
            present[c] = counts[c] > 0;
            found += present[c] ? 1 : 0;
            for (int j = 0; j < values; j++) {
                means[c][j] /= Math.max(1, counts[c]);
                middle[j] += means[c][j];
            }
        }
        for (int c = 0; c < classes; c++) {
            for (int j = 0; j < values; j++) {
                means[c][j] = present[c] ? means[c][j] - middle[j] / found : 0;
            }
        }
        return new ClassMeans(means, present);
    }

    static void compare(
            Tensor realLabels,
            Tensor real,
            Tensor labels,
            Tensor samples,
            int classes,
            Map<Signal, Double> into) {
        ClassMeans data = of(realLabels, real, classes);
        ClassMeans made = of(labels, samples, classes);
        int same = 0;
        int compared = 0;
        for (int c = 0; c < classes; c++) {
            if (data.present[c] && made.present[c]) {
                compared++;
                same += data.mostLike(made.centred[c]) == c ? 1 : 0;
            }
        }
        if (compared > 1) {
            into.put(Signal.CLASS_MATCH, (double) same / compared);
            into.put(Signal.CLASS_SPREAD, made.spread() / data.spread());
        }
    }

    /** The class whose mean points most in this direction. */
    private int mostLike(double[] direction) {
        int best = -1;
        double closest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < centred.length; c++) {
            double product = product(direction, centred[c]);
            double cosine = product / Math.sqrt(product(centred[c], centred[c]));
            if (present[c] && cosine > closest) {
                closest = cosine;
                best = c;
            }
        }
        return best;
    }

    private double spread() {
        double sum = 0;
        for (double[] mean : centred) {
            sum += product(mean, mean);
        }
        return Math.sqrt(sum);
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }
}
