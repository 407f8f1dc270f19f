package dev.cardigan.metric;

import java.util.OptionalInt;

/**
 * A density by counting: the share of the samples in a cell divided by its volume. What falls
 * outside the grid is counted apart and is missing from the density.
 */
public final class Histogram implements Density {

    private final Grid grid;
    private final long[] counts;
    private final long total;

    private Histogram(Grid grid, long[] counts, long total) {
        this.grid = grid;
        this.counts = counts;
        this.total = total;
    }

    /**
     * @throws dev.cardigan.error.ShapeException if there are no points or they have other
     *     dimensions than the grid
     */
    public static Histogram of(Grid grid, Points points) {
        points.requireSome("Histogram");
        points.requireDimensions("grid", grid.dimensions());
        long[] counts = new long[grid.cells()];
        for (int i = 0; i < points.count(); i++) {
            grid.cell(points.point(i)).ifPresent(cell -> counts[cell]++);
        }
        return new Histogram(grid, counts, points.count());
    }

    public Grid grid() {
        return grid;
    }

    public long count(int cell) {
        return counts[cell];
    }

    /** The share of all points outside the grid. */
    public double outside() {
        double inside = 0;
        for (long count : counts) {
            inside += count;
        }
        return 1 - inside / total;
    }

    /** The share of every cell and, last, of what lies outside: adds up to 1, [cells + 1]. */
    public double[] shares() {
        double[] shares = new double[counts.length + 1];
        for (int cell = 0; cell < counts.length; cell++) {
            shares[cell] = counts[cell] / (double) total;
        }
        shares[counts.length] = outside();
        return shares;
    }

    /** The density of every cell, [cells]. */
    public double[] densities() {
        double[] densities = new double[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            densities[cell] = counts[cell] / (total * grid.volume());
        }
        return densities;
    }

    @Override
    public double logDensity(double... point) {
        OptionalInt cell = grid.cell(point);
        return cell.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : Math.log(counts[cell.getAsInt()] / (total * grid.volume()));
    }
}
