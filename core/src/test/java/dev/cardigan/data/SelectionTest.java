package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private final Toy2d whole = Toy2d.ring8(3);

    @Test
    void holdsTheSamplesItWasGiven() {
        Selection<RawPoints> some = new Selection<>(whole, new int[] {5, 90_000});
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.load(new int[] {1, 0}).values())
                .isEqualTo(whole.load(new int[] {90_000, 5}).values());
        assertThat(some.fingerprint()).isNotEqualTo(whole.fingerprint());
        assertThatThrownBy(() -> some.load(new int[] {2})).isInstanceOf(DataException.class);
    }

    @Test
    void theOthersAreAllThatAreNotIn() {
        Selection<RawPoints> some = Selection.spread(whole, 50);
        assertThat(some.indices()).hasSize(50).isSorted().doesNotHaveDuplicates();
        assertThat(some.others().indices())
                .hasSize(whole.size() - 50)
                .doesNotContain(some.indices());
    }
}
