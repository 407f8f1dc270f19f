package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.data.Batches.Cursor;
import dev.cardigan.error.DataException;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

    // The permutations of seed 7 and 10 samples, see DrawsTest:
    // epoch 0: 3 1 2 5 6 4 0 8 7 9, epoch 1: 7 9 3 6 2 4 1 8 0 5, epoch 2: 6 8 2 1 4 5 7 9 3 0

    @Test
    void incompleteTailIsDropped() {
        EpochOrder order = new EpochOrder(10, 4, 7);

        Cursor second = order.after(Cursor.START);
        Cursor third = order.after(second);
        assertThat(second).isEqualTo(new Cursor(0, 4));
        assertThat(third).isEqualTo(new Cursor(1, 0));
        assertThat(order.batchAt(Cursor.START)).containsExactly(3, 1, 2, 5);
        assertThat(order.batchAt(second)).containsExactly(6, 4, 0, 8);
        assertThat(order.batchAt(third)).containsExactly(7, 9, 3, 6);
    }

    @Test
    void batchOfTheWholeDataSetIsOneEpoch() {
        EpochOrder order = new EpochOrder(10, 10, 7);

        assertThat(order.batchAt(Cursor.START)).containsExactly(3, 1, 2, 5, 6, 4, 0, 8, 7, 9);
        assertThat(order.after(Cursor.START)).isEqualTo(new Cursor(1, 0));
    }

    @Test
    void smallDataSetRunsOnIntoTheNextEpochs() {
        EpochOrder order = new EpochOrder(10, 13, 7);

        Cursor second = order.after(Cursor.START);
        assertThat(second).isEqualTo(new Cursor(1, 3));
        assertThat(order.batchAt(Cursor.START))
                .containsExactly(3, 1, 2, 5, 6, 4, 0, 8, 7, 9, 7, 9, 3);
        assertThat(order.batchAt(second)).containsExactly(6, 2, 4, 1, 8, 0, 5, 6, 8, 2, 1, 4, 5);
    }

    @Test
    void oneSampleFillsAnyBatch() {
        EpochOrder order = new EpochOrder(1, 5, 7);

        assertThat(order.batchAt(Cursor.START)).containsExactly(0, 0, 0, 0, 0);
        assertThat(order.after(Cursor.START)).isEqualTo(new Cursor(5, 0));
    }

    @Test
    void placeWithoutRoomForABatchSettlesAtTheNextEpoch() {
        EpochOrder order = new EpochOrder(10, 4, 7);

        assertThat(order.settled(new Cursor(2, 6))).isEqualTo(new Cursor(2, 6));
        assertThat(order.settled(new Cursor(2, 7))).isEqualTo(new Cursor(3, 0));
        assertThat(new EpochOrder(10, 13, 7).settled(new Cursor(2, 10)))
                .isEqualTo(new Cursor(3, 0));
    }

    @Test
    void placeOutsideTheDataSetIsRefused() {
        EpochOrder order = new EpochOrder(10, 4, 7);

        assertThatThrownBy(() -> order.settled(new Cursor(1, 11)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Cannot go on at epoch 1, position 11: the data set has 10 samples.");
        assertThatThrownBy(() -> order.settled(new Cursor(-1, 0)))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> order.settled(new Cursor(0, -1)))
                .isInstanceOf(DataException.class);
    }
}
