package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsHistoryTest {

    @Test
    void addsUpTheTimeOfAllSessions() {
        MetricsHistory history =
                MetricsHistory.of(List.of(at(100, 10), at(200, 20), at(300, 4), at(400, 9)));

        assertThat(history.seconds()).isEqualTo(29);
        assertThat(history.sessions()).isEqualTo(2);
        assertThat(history.lastStep()).isEqualTo(400);
    }

    @Test
    void replacesWhatAResumeTrainedAgain() {
        MetricsHistory history =
                MetricsHistory.of(
                        List.of(at(100, 10), at(200, 20), at(300, 30), at(200, 5), at(300, 9)));

        assertThat(history.series("twice"))
                .containsExactly(new Point(100, 20), new Point(200, 10), new Point(300, 18));
        assertThat(history.sessions()).isEqualTo(2);
    }

    @Test
    void listsNamesInTheOrderTheyAppearWithoutTheClock() {
        MetricsHistory history =
                MetricsHistory.of(
                        List.of(at(1, 1), new Measurement(2, Map.of("fid", 30.0)), at(3, 3)));

        assertThat(history.names()).containsExactly("twice", "fid");
        assertThat(history.series("fid")).containsExactly(new Point(2, 30));
    }

    @Test
    void takesTheMeanOfTheLastFiniteValues() {
        MetricsHistory history =
                MetricsHistory.of(
                        List.of(
                                new Measurement(1, Map.of("loss", 100.0)),
                                new Measurement(2, Map.of("loss", 1.0)),
                                new Measurement(3, Map.of("loss", Double.NaN)),
                                new Measurement(4, Map.of("loss", 2.0))));

        assertThat(history.recentMean("loss", 2).orElseThrow()).isCloseTo(1.5, within(1e-12));
        assertThat(history.recentMean("unknown", 2)).isEmpty();
    }

    @Test
    void isEmptyForAnEmptyLog() {
        MetricsHistory history = MetricsHistory.of(List.of());

        assertThat(history.sessions()).isZero();
        assertThat(history.lastStep()).isZero();
        assertThat(history.names()).isEmpty();
    }

    private static Measurement at(long step, double seconds) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", seconds);
        values.put("twice", 2 * seconds);
        return new Measurement(step, values);
    }
}
