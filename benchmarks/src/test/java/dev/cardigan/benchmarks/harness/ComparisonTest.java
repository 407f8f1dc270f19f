package dev.cardigan.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final Yardstick PICTURES = new Yardstick(2e9, "peak fp32", "2 G");
    private static final Yardstick POINTS = new Yardstick(1e6, "peak fp32", "1 M");

    private static final List<Contestant> CONTESTANTS =
            List.of(
                    contestant("cardigan-a", Optional.of(PICTURES)),
                    contestant("other-a", Optional.of(PICTURES)),
                    contestant("other-b", Optional.of(POINTS)),
                    contestant("machine", Optional.empty()));

    private static final List<Outcome> OUTCOMES =
            List.of(
                    outcome("cardigan-a", "training", 88, 60, 80),
                    outcome("other-a", "training", 1.6, 5, 4),
                    outcome("other-b", "training", 7));

    @Test
    void onlyThoseWhoDoTheSameWorkAreCompared() {
        List<Comparison> comparisons = Report.of(CONTESTANTS, OUTCOMES).comparisons();

        assertThat(comparisons).hasSize(1);
        Comparison comparison = comparisons.get(0);
        assertThat(comparison.ratio()).isCloseTo(20, within(1e-9));
        assertThat(comparison.least()).isCloseTo(12, within(1e-9));
        assertThat(comparison.most()).isCloseTo(55, within(1e-9));
        assertThat(comparison.toText())
                .isEqualTo("idle: cardigan-a is 20.0 times (12.0..55.0) as fast as other-a");
    }

    @Test
    void folderHoldsTableNumbersAndChart(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("new");
        Report report = Report.of(CONTESTANTS, OUTCOMES);

        List<Path> files = report.write(out);

        assertThat(files)
                .containsExactly(
                        out.resolve("benchmark.txt"),
                        out.resolve("benchmark.json"),
                        out.resolve("benchmark-idle.svg"));
        assertThat(Files.readString(files.get(0)))
                .isEqualTo(report.toText())
                .contains("20.0 times");
        assertThat(Files.readString(files.get(1))).isEqualTo(report.toJson());
        assertThat(Files.readString(files.get(2)))
                .contains("cardigan-a: 100%, 75% to 110%", "other-a: 5%, 2% to 6%")
                .doesNotContain("other-b");
    }

    @Test
    void chartShowsSharesOfTheCeilingWhereItWasMeasured() {
        List<Outcome> all = new ArrayList<>(OUTCOMES);
        all.add(outcome("machine", "peak fp32", 200, 400));

        assertThat(Charts.of(Report.of(CONTESTANTS, all), Load.IDLE).orElseThrow())
                .contains("cardigan-a: 40%, 30% to 44%", "other-b: 0%")
                .doesNotContain("machine:", ">machine<");
    }

    @Test
    void nothingToCompareWithIsNoChart() {
        Report alone = Report.of(CONTESTANTS, OUTCOMES.subList(1, 2));

        assertThat(Charts.of(alone, Load.IDLE)).isEmpty();
        assertThat(Charts.of(Report.of(CONTESTANTS, OUTCOMES), Load.BUSY)).isEmpty();
    }

    private static Contestant contestant(String name, Optional<Yardstick> yardstick) {
        return new Contestant(
                name, "Main", List.of(), NativeEnvironment.of(2, 1), yardstick, Optional.empty());
    }

    private static Outcome outcome(String contestant, String measure, double... values) {
        List<Window> windows =
                Arrays.stream(values)
                        .mapToObj(v -> new Window(measure, v, "u/s", 1, "", OptionalLong.empty()))
                        .toList();
        return new Outcome(contestant, Load.IDLE, 1, 3, OptionalDouble.of(0), windows);
    }
}
