package dev.cardigan.metric;

import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A box cut into equal cells, numbered with the last axis fastest: where densities are counted and
 * drawn.
 *
 * @param sides one for each axis
 */
public record Grid(List<Side> sides) {

    /**
     * @param low where the first cell begins
     * @param high where the last cell ends
     */
    public record Side(double low, double high, int cells) {

        public Side {
            if (cells < 1 || !(high > low)) {
                throw new ConfigException(
                        "Grid: expected at least one cell from low to high, found %d from %s to %s."
                                .formatted(cells, low, high));
            }
        }

        double width() {
            return (high - low) / cells;
        }

        double centre(int cell) {
            return low + (cell + 0.5) * width();
        }
    }

    public Grid {
        sides = List.copyOf(sides);
        if (sides.isEmpty()) {
            throw new ConfigException("Grid: expected at least one axis, found none.");
        }
    }

    /** The same side for each of {@code dimensions} axes. */
    public static Grid of(int dimensions, double low, double high, int cells) {
        List<Side> sides = new ArrayList<>();
        for (int axis = 0; axis < dimensions; axis++) {
            sides.add(new Side(low, high, cells));
        }
        return new Grid(sides);
    }

    public int dimensions() {
        return sides.size();
    }

    public int cells() {
        return sides.stream().mapToInt(Side::cells).reduce(1, Math::multiplyExact);
    }

    /** Length, area or volume of a cell. */
    public double volume() {
        return sides.stream().mapToDouble(Side::width).reduce(1, (a, b) -> a * b);
    }

    /** The middle of a cell, [dimensions]. */
    public double[] centre(int cell) {
        double[] centre = new double[dimensions()];
        int rest = cell;
        for (int axis = dimensions() - 1; axis >= 0; axis--) {
            centre[axis] = sides.get(axis).centre(rest % sides.get(axis).cells());
            rest /= sides.get(axis).cells();
        }
        return centre;
    }

    /** The middles of all cells, [cells, dimensions]. */
    public Points centres() {
        double[] values = new double[cells() * dimensions()];
        for (int cell = 0; cell < cells(); cell++) {
            System.arraycopy(centre(cell), 0, values, cell * dimensions(), dimensions());
        }
        return Points.of(values, dimensions());
    }

    /** The cell a point lies in; empty outside the box and for NaN. */
    public OptionalInt cell(double... point) {
        int cell = 0;
        for (int axis = 0; axis < dimensions(); axis++) {
            Side side = sides.get(axis);
            boolean inside = point[axis] >= side.low() && point[axis] < side.high();
            if (!inside) {
                return OptionalInt.empty();
            }
            int along = (int) ((point[axis] - side.low()) / side.width());
            cell = cell * side.cells() + Math.min(along, side.cells() - 1);
        }
        return OptionalInt.of(cell);
    }

    /** The density at the middle of every cell, [cells]. */
    public double[] densities(Density density) {
        double[] values = new double[cells()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = density.density(centre(cell));
        }
        return values;
    }
}
