package dev.cardigan.data;

import dev.cardigan.data.Batches.Cursor;
import dev.cardigan.error.DataException;
import org.jspecify.annotations.Nullable;

/** Which samples stand at which place of which epoch: a function of (seed, epoch) alone. */
final class EpochOrder {

    private final int size;
    private final int batchSize;
    private final long seed;

    // Batches in flight lie in at most two neighbouring epochs unless the data set is tiny, so the
    // even and the odd epoch last asked for are kept. Guarded by this.
    private final @Nullable Permutation[] kept = new @Nullable Permutation[2];

    EpochOrder(int size, int batchSize, long seed) {
        this.size = size;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /** The samples [batchSize] of the batch that starts at a settled cursor. */
    int[] batchAt(Cursor cursor) {
        int[] batch = new int[batchSize];
        long epoch = cursor.epoch();
        int position = (int) cursor.position();
        int filled = 0;
        while (filled < batchSize) {
            int taken = Math.min(batchSize - filled, size - position);
            System.arraycopy(permutation(epoch), position, batch, filled, taken);
            filled += taken;
            position = 0;
            epoch++;
        }
        return batch;
    }

    /** How many samples come before the batch at a settled cursor, over all epochs. */
    long visitAt(Cursor cursor) {
        return cursor.epoch() * size + cursor.position();
    }

    /** The settled cursor of the batch after this one. */
    Cursor after(Cursor cursor) {
        return settled(cursor.epoch(), cursor.position() + batchSize);
    }

    /**
     * The place where the next full batch starts, at this cursor or after it.
     *
     * @throws DataException where the cursor lies outside the data set
     */
    Cursor settled(Cursor cursor) {
        if (cursor.epoch() < 0 || cursor.position() < 0 || cursor.position() > size) {
            throw new DataException(
                    ("Cannot go on at epoch %d, position %d: the data set has %d samples. It is"
                                    + " not the one the run was saved with; use that one, or"
                                    + " start a new run.")
                            .formatted(cursor.epoch(), cursor.position(), size));
        }
        return settled(cursor.epoch(), cursor.position());
    }

    private Cursor settled(long epoch, long position) {
        if (size < batchSize) {
            return new Cursor(epoch + position / size, position % size);
        }
        if (position + batchSize > size) {
            return new Cursor(epoch + 1, 0);
        }
        return new Cursor(epoch, position);
    }

    private synchronized int[] permutation(long epoch) {
        int slot = (int) (epoch & 1);
        Permutation last = kept[slot];
        if (last != null && last.epoch == epoch) {
            return last.order;
        }
        Permutation fresh = new Permutation(epoch, Draws.of(seed, epoch).permutation(size));
        kept[slot] = fresh;
        return fresh.order;
    }

    private static final class Permutation {
        private final long epoch;
        private final int[] order;

        private Permutation(long epoch, int[] order) {
            this.epoch = epoch;
            this.order = order;
        }
    }
}
