package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherLoadTest {

    @Test
    void idleAndWaitingAreNotBusyAndGuestsAreNotCountedTwice() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        String statistics = "cpu  100 20 30 4000 500 6 7 8 90 1\ncpu0 1 2 3 4 5 6 7 8 9 10\n";

        assertThat(OtherLoad.busyTicks(statistics)).isEqualTo(100 + 20 + 30 + 6 + 7 + 8);
    }

    @Test
    void ownTimeIncludesFinishedChildrenWhateverTheProcessIsCalled() {
        String statistics = "77 (a) name) (x)) S 1 2 3 4 5 6 7 8 9 10 1000 200 30 4 20 0 1 0 99";

        assertThat(OtherLoad.ownTicks(statistics)).isEqualTo(1234);
    }
}
