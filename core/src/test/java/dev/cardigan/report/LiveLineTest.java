package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveLineTest {

    @Test
    void showsEverythingWhereThereIsRoom() {
        assertThat(line(185).format(200))
                .isEqualTo(
                        "step 1,200/20,000  6%  85.13 img/s  ETA 3m05s  discriminator 0.693"
                                + "  generator 1.250  real 71% fake 32%  1.2 GB");
    }

    @Test
    void neverExceedsTheWidthAndLosesTheLeastFirst() {
        for (int width = 1; width <= 130; width++) {
            assertThat(line(185).format(width).length()).isBetween(1, width);
        }
        assertThat(line(185).format(105)).endsWith("fake 32%");
        assertThat(line(185).format(85)).endsWith("generator 1.250").contains("img/s");
        assertThat(line(185).format(50))
                .isEqualTo("step 1,200/20,000  ETA 3m05s  discriminator 0.693");
        assertThat(line(185).format(30)).isEqualTo("step 1,200/20,000  ETA 3m05s");
        assertThat(line(185).format(8)).isEqualTo("step 1,2");
    }

    @Test
    void showsWhatIsNotKnownAndNotFinite() {
        LiveLine line = new LiveLine(1, 0, 0, Double.NaN, Map.of("loss", Double.NaN), Map.of(), 0);

        assertThat(line.format(200)).isEqualTo("step 1/0  ?  0 img/s  ETA ?  loss NaN  0 bytes");
    }

    @Test
    void refusesAWidthOfZero() {
        assertThatThrownBy(() -> line(1).format(0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found 0");
    }

    private static LiveLine line(double secondsLeft) {
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("discriminator", 0.6931);
        losses.put("generator", 1.25);
        Map<String, Double> accuracies = new LinkedHashMap<>();
        accuracies.put("real", 0.71);
        accuracies.put("fake", 0.32);
        return new LiveLine(1200, 20_000, 85.13, secondsLeft, losses, accuracies, 1_234_000_000L);
    }
}
