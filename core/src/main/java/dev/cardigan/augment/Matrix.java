package dev.cardigan.augment;

import dev.cardigan.tensor.Tensor;

/**
 * A small square matrix of one sample in Java memory: transforms are put together on the host,
 * where products of 3x3 and 4x4 matrices cost nothing, and reach the engine as one tensor.
 */
final class Matrix {

    private final double[][] rows;

    private Matrix(double[][] rows) {
        this.rows = rows;
    }

    static Matrix of(double[]... rows) {
        return new Matrix(rows);
    }

    static Matrix identity(int size) {
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            rows[i][i] = 1;
        }
        return new Matrix(rows);
    }

    /** {@code first}, one, and so on down the diagonal; the last entry is 1. */
    static Matrix diagonal(double... leading) {
        Matrix made = identity(leading.length + 1);
        for (int i = 0; i < leading.length; i++) {
            made.rows[i][i] = leading[i];
        }
        return made;
    }

    /** Moves points in homogeneous coordinates. */
    static Matrix translation(double... by) {
        Matrix made = identity(by.length + 1);
        for (int i = 0; i < by.length; i++) {
            made.rows[i][by.length] = by[i];
        }
        return made;
    }

    /** Turns the plane by {@code angle} radians, from x towards y. */
    static Matrix rotation(double angle) {
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        return of(
                new double[] {cosine, -sine, 0},
                new double[] {sine, cosine, 0},
                new double[] {0, 0, 1});
    }

    double at(int row, int column) {
        return rows[row][column];
    }

    Matrix times(Matrix other) {
        int size = rows.length;
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    product[i][j] += rows[i][k] * other.rows[k][j];
                }
            }
        }
        return new Matrix(product);
    }

    /** The first {@code rows} rows of each, F32 [count, rows, size]. */
    static Tensor stacked(Matrix[] all, int rows) {
        int size = all[0].rows.length;
        float[] values = new float[all.length * rows * size];
        int at = 0;
        for (Matrix each : all) {
            for (int i = 0; i < rows; i++) {
                for (double value : each.rows[i]) {
                    values[at++] = (float) value;
                }
            }
        }
        return Tensor.of(values, all.length, rows, size);
    }
}
