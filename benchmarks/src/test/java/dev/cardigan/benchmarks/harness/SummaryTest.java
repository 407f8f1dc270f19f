package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SummaryTest {

    private static final NativeEnvironment ENVIRONMENT = NativeEnvironment.of(2, 1);

    private static final List<Contestant> CONTESTANTS =
            List.of(
                    new Contestant(
                            "machine",
                            "Machine",
                            List.of(),
                            ENVIRONMENT,
                            Optional.empty(),
                            Optional.empty()),
                    new Contestant(
                            "loop",
                            "Loop",
                            List.of(),
                            ENVIRONMENT,
                            Optional.of(new Yardstick(2e9, "peak fp32", "2 G")),
                            Optional.empty()));

    private static final List<Outcome> OUTCOMES =
            List.of(
                    outcome("machine", Load.IDLE, 1, 0.1, "peak fp32", 180, 200),
                    outcome("loop", Load.IDLE, 1, 0.1, "training", 70, 50),
                    outcome("loop", Load.IDLE, 2, 0.7, "training", 60, 90),
                    outcome("loop", Load.BUSY, 1, 2.0, "training", 30));

    @Test
    void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(Summary.median(new double[] {5, 1, 3})).isEqualTo(3);
        assertThat(Summary.median(new double[] {4, 1, 2, 8})).isEqualTo(3);
        assertThat(Summary.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void roundsAreSummedUpTogetherAndLoadsApart() {
        List<Summary> summaries = Summary.of(OUTCOMES, CONTESTANTS);

        assertThat(summaries).hasSize(3);
        Summary idle = summaries.get(1);
        assertThat(idle.median()).isEqualTo(65);
        assertThat(idle.minimum()).isEqualTo(50);
        assertThat(idle.maximum()).isEqualTo(90);
        assertThat(idle.windows()).isEqualTo(4);
        assertThat(idle.otherCores()).hasValue(0.7);
        assertThat(summaries.get(2).load()).isEqualTo(Load.BUSY);
        assertThat(summaries.get(2).median()).isEqualTo(30);
    }

    @Test
    void shareIsOfTheBestWindowOfTheIdleMachine() {
        Summary idle = Summary.of(OUTCOMES, CONTESTANTS).get(1);

        assertThat(idle.gigaflops().orElseThrow()).isCloseTo(130, within(1e-9));
        assertThat(idle.shareOfPeak().orElseThrow()).isCloseTo(130.0 / 200, within(1e-9));
    }

    @Test
    void shareIsEmptyWhereThePeakWasNotMeasured() {
        Summary alone = Summary.of(OUTCOMES.subList(1, 2), CONTESTANTS).get(0);

        assertThat(alone.gigaflops()).isPresent();
        assertThat(alone.shareOfPeak()).isEmpty();
    }

    @Test
    void reportSaysTheSameToPeopleAndPrograms() {
        Report report = Report.of(CONTESTANTS, OUTCOMES);

        String row =
                report.toText()
                        .lines()
                        .filter(line -> line.contains("loop"))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.split(" {2,}"))
                .containsExactly(
                        "idle",
                        "loop",
                        "training",
                        "65.0",
                        "50.0..90.0",
                        "4",
                        "u/s",
                        "130.0",
                        "65.0 %",
                        "90 bytes",
                        "0.70");
        assertThat(report.toText())
                .contains("2.000 GFLOP a unit = 2 G; 100 % is the best peak fp32");
        assertThat(report.toText())
                .contains(
                        "loop: GOMP_SPINCOUNT=20000 MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0"
                                + " MALLOC_TRIM_THRESHOLD_=1099511627776 OMP_NUM_THREADS=2");
        JsonNode json = JsonMapper.shared().readTree(report.toJson());
        JsonNode summary = json.get("summaries").get(1);
        assertThat(summary.get("median").asDouble()).isEqualTo(65);
        assertThat(summary.get("shareOfPeak").asDouble()).isCloseTo(0.65, within(1e-9));
        assertThat(json.get("outcomes").get(2).get("windows").size()).isEqualTo(2);
    }

    @Test
    void reportWarnsOfDisturbedIdleRoundsOnly() {
        List<Outcome> quiet = List.of(OUTCOMES.get(0), OUTCOMES.get(3));

        assertThat(Report.of(CONTESTANTS, OUTCOMES).toText())
                .contains(
                        "DISTURBED: expected an idle machine, found others using up to 0.70 cores");
        assertThat(Report.of(CONTESTANTS, quiet).toText()).doesNotContain("DISTURBED");
    }

    private static Outcome outcome(
            String contestant,
            Load load,
            int round,
            double others,
            String measure,
            double... values) {
        List<Window> windows =
                Arrays.stream(values).mapToObj(value -> window(measure, value)).toList();
        return new Outcome(contestant, load, round, 3, OptionalDouble.of(others), windows);
    }

    private static Window window(String measure, double value) {
        return new Window(measure, value, "u/s", 1, "detail", OptionalLong.of(Math.round(value)));
    }
}
