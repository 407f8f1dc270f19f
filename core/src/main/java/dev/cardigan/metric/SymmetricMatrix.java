package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import java.util.stream.IntStream;

/** A small symmetric matrix, such as a covariance of a few dimensions. */
final class SymmetricMatrix {

    /** Jacobi's sweeps converge quadratically; ten are plenty for any matrix that fits here. */
    private static final int MOST_SWEEPS = 60;

    private static final double ASYMMETRY = 1e-9;

    private final double[][] entries;

    private SymmetricMatrix(double[][] entries) {
        this.entries = entries;
    }

    /**
     * @param entries [n][n]
     * @throws ShapeException if it is not square and symmetric
     */
    static SymmetricMatrix of(double[][] entries) {
        int size = entries.length;
        double[][] copy = new double[size][];
        for (int i = 0; i < size; i++) {
            copy[i] = entries[i].clone();
            for (int j = 0; j < size; j++) {
                boolean square = entries[i].length == size && entries[j].length == size;
                if (!square || !symmetric(entries[i][j], entries[j][i])) {
                    throw new ShapeException(
                            "Covariance: expected a symmetric matrix of %dx%d, found another at row %d, column %d."
                                    .formatted(size, size, i, j));
                }
            }
        }
        return new SymmetricMatrix(copy);
    }

    private static boolean symmetric(double one, double other) {
        return Math.abs(one - other) <= ASYMMETRY * (Math.abs(one) + Math.abs(other));
    }

    static SymmetricMatrix diagonal(double... values) {
        double[][] entries = new double[values.length][values.length];
        for (int i = 0; i < values.length; i++) {
            entries[i][i] = values[i];
        }
        return new SymmetricMatrix(entries);
    }

    int size() {
        return entries.length;
    }

    double at(int row, int column) {
        return entries[row][column];
    }

    double trace() {
        return IntStream.range(0, size()).mapToDouble(i -> entries[i][i]).sum();
    }

    /** The mean of both, entry by entry. */
    SymmetricMatrix middle(SymmetricMatrix other) {
        double[][] middle = new double[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                middle[i][j] = (entries[i][j] + other.entries[i][j]) / 2;
            }
        }
        return new SymmetricMatrix(middle);
    }

    /**
     * The lower triangle L with L L^T = this.
     *
     * @throws DataException if the matrix is not positive definite
     */
    double[][] cholesky() {
        double[][] lower = new double[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j <= i; j++) {
                double rest = entries[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new DataException(
                            "Covariance: expected a positive definite matrix, found the pivot %s in row %d; give every direction some variance."
                                    .formatted(rest, i));
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return lower;
    }

    /** L^T this L for a lower triangle L. */
    SymmetricMatrix within(double[][] lower) {
        double[][] half = new double[size()][size()];
        double[][] whole = new double[size()][size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                for (int k = j; k < size(); k++) {
                    half[i][j] += entries[i][k] * lower[k][j];
                }
            }
        }
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                for (int k = i; k < size(); k++) {
                    whole[i][j] += lower[k][i] * half[k][j];
                }
            }
        }
        return new SymmetricMatrix(whole);
    }

    /** All eigenvalues, by Jacobi's rotations (Golub and Van Loan, section 8.5). */
    double[] eigenvalues() {
        SymmetricMatrix turned = of(entries);
        for (int sweep = 0; sweep < MOST_SWEEPS && turned.hasRest(); sweep++) {
            for (int p = 0; p < size(); p++) {
                for (int q = p + 1; q < size(); q++) {
                    turned.rotate(p, q);
                }
            }
        }
        return IntStream.range(0, size()).mapToDouble(i -> turned.entries[i][i]).toArray();
    }

    private boolean hasRest() {
        double rest = 0;
        double all = 0;
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                all += entries[i][j] * entries[i][j];
                rest += i == j ? 0 : entries[i][j] * entries[i][j];
            }
        }
        return rest > 1e-32 * all;
    }

    /** Turns the plane of p and q so that their off-diagonal entry becomes 0. */
    private void rotate(int p, int q) {
        if (entries[p][q] == 0) {
            return;
        }
        double ratio = (entries[q][q] - entries[p][p]) / (2 * entries[p][q]);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.hypot(1, ratio));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < size(); k++) {
            double first = entries[k][p];
            double second = entries[k][q];
            entries[k][p] = cosine * first - sine * second;
            entries[k][q] = sine * first + cosine * second;
        }
        for (int k = 0; k < size(); k++) {
            double first = entries[p][k];
            double second = entries[q][k];
            entries[p][k] = cosine * first - sine * second;
            entries[q][k] = sine * first + cosine * second;
        }
    }
}
