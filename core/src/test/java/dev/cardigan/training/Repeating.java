package dev.cardigan.training;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Rows of one fixed table of normal numbers, in order.
 *
 * <p>Draws of 8 + 8 rows and of 16 rows are the same rows; with {@code times} 2 every draw comes
 * twice, as for two players that must see the same latents.
 */
final class Repeating implements RandomSource {

    private final Tensor table;
    private final int times;
    private long row;
    private int draws;

    Repeating(Tensor table, int times) {
        this.table = table;
        this.times = times;
    }

    @Override
    public Tensor normal(long... shape) {
        Tensor rows = table.narrow(0, row, shape[0]);
        draws++;
        if (draws % times == 0) {
            row += shape[0];
        }
        return rows;
    }

    @Override
    public Tensor uniform(double low, double high, long... shape) {
        throw new AssertionError("nothing here draws uniform numbers");
    }

    @Override
    public Tensor integers(long bound, long... shape) {
        throw new AssertionError("nothing here draws whole numbers");
    }
}
