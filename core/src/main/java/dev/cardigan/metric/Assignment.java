package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import java.util.Arrays;

/**
 * The cheapest one-to-one assignment of n rows to n columns, by shortest augmenting paths on
 * reduced costs: O(n^3). Jonker and Volgenant 1987, "A shortest augmenting path algorithm for dense
 * and sparse linear assignment problems".
 */
public final class Assignment {

    private static final int NONE = -1;

    private final double[][] costs;

    /** Dual prices: costs[i][j] - rowPrice[i] - columnPrice[j] is 0 where assigned, else >= 0. */
    private final double[] rowPrice;

    private final double[] columnPrice;
    private final int[] rowOf;

    private Assignment(double[][] costs) {
        this.costs = costs;
        this.rowPrice = new double[costs.length];
        this.columnPrice = new double[costs.length];
        this.rowOf = new int[costs.length];
        Arrays.fill(rowOf, NONE);
        for (int row = 0; row < costs.length; row++) {
            place(row);
        }
    }

    /**
     * @param costs [n][n], finite
     * @throws ShapeException if it is not square or a cost is not finite
     */
    public static Assignment of(double[][] costs) {
        for (double[] row : costs) {
            boolean finite = Arrays.stream(row).allMatch(Double::isFinite);
            if (row.length != costs.length || !finite) {
                throw new ShapeException(
                        "Assignment: expected finite costs of %d rows and as many columns, found a row of %d%s."
                                .formatted(
                                        costs.length,
                                        row.length,
                                        finite ? "" : " with NaN or infinity"));
            }
        }
        return new Assignment(costs);
    }

    /** The column of each row. */
    public int[] columns() {
        int[] columns = new int[rowOf.length];
        for (int column = 0; column < rowOf.length; column++) {
            columns[rowOf[column]] = column;
        }
        return columns;
    }

    /** The sum of the costs of all pairs. */
    public double cost() {
        double sum = 0;
        for (int column = 0; column < rowOf.length; column++) {
            sum += costs[rowOf[column]][column];
        }
        return sum;
    }

    /** The search for the cheapest way from a row to a free column (Dijkstra on reduced costs). */
    private final class Search {
        private final double[] length = new double[costs.length];
        private final int[] before = new int[costs.length];
        private final boolean[] settled = new boolean[costs.length];

        private Search() {
            Arrays.fill(length, Double.POSITIVE_INFINITY);
            Arrays.fill(before, NONE);
        }

        private void reach(int row, double base, int through) {
            for (int column = 0; column < costs.length; column++) {
                double reduced = costs[row][column] - rowPrice[row] - columnPrice[column];
                if (!settled[column] && base + reduced < length[column]) {
                    length[column] = base + reduced;
                    before[column] = through;
                }
            }
        }

        private int nearest() {
            int nearest = NONE;
            for (int column = 0; column < costs.length; column++) {
                boolean nearer = nearest == NONE || length[column] < length[nearest];
                if (!settled[column] && nearer) {
                    nearest = column;
                }
            }
            return nearest;
        }
    }

    private void place(int start) {
        Search search = new Search();
        search.reach(start, 0, NONE);
        int column = search.nearest();
        while (rowOf[column] != NONE) {
            search.settled[column] = true;
            search.reach(rowOf[column], search.length[column], column);
            column = search.nearest();
        }
        adjustPrices(start, search, search.length[column]);
        while (column != NONE) {
            int before = search.before[column];
            rowOf[column] = before == NONE ? start : rowOf[before];
            column = before;
        }
    }

    private void adjustPrices(int start, Search search, double shortest) {
        rowPrice[start] += shortest;
        for (int column = 0; column < costs.length; column++) {
            if (search.settled[column]) {
                double slack = shortest - search.length[column];
                rowPrice[rowOf[column]] += slack;
                columnPrice[column] -= slack;
            }
        }
    }
}
