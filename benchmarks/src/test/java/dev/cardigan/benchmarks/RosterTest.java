package dev.cardigan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.benchmarks.harness.Contestant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final List<Contestant> ROSTER = Roster.of(2);

    @Test
    void namesAreUniqueAndMainClassesRun() throws ReflectiveOperationException {
        assertThat(ROSTER).extracting(Contestant::name).doesNotHaveDuplicates();
        for (Contestant contestant : ROSTER) {
            Class<?> main = Class.forName(contestant.mainClass());
            assertThat(main.getMethod("main", String[].class)).as(contestant.name()).isNotNull();
        }
    }

    @Test
    void machineIsMeasuredBeforeTheLoopsAndEveryLoopHasAYardstick() {
        List<Boolean> peaks = ROSTER.stream().map(Contestant::isPeak).toList();

        assertThat(peaks).contains(true, false);
        assertThat(peaks.lastIndexOf(true)).isLessThan(peaks.indexOf(false));
    }
}
