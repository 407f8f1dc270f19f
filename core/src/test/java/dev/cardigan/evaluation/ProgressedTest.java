package dev.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.evaluation.Progressed.Value;
import org.junit.jupiter.api.Test;

class ProgressedTest {

    private static Progressed of(boolean lowerIsBetter, double... scores) {
        Progressed progressed = Progressed.none(lowerIsBetter);
        for (int i = 0; i < scores.length; i++) {
            progressed = progressed.and(new Value(10L * (i + 1), scores[i]));
        }
        return progressed;
    }

    @Test
    void theFirstOfEqualBestsCounts() {
        Progressed fid = of(true, 9, 4, 4, 7);
        assertThat(fid.bestStep()).isEqualTo(20);
        assertThat(fid.best()).isEqualTo(4);
        assertThat(fid.sinceBest()).isEqualTo(2);
        assertThat(of(false, 9, 4, 4, 7).bestStep()).isEqualTo(10);
    }

    @Test
    void whatIsNotANumberIsNeverBest() {
        assertThat(of(true, Double.NaN, 5, Double.NaN).bestStep()).isEqualTo(20);
        assertThat(of(true, Double.NaN).bestStep()).isEqualTo(-1);
    }

    @Test
    void goingBackForgetsWhatCameLater() {
        assertThat(of(true, 9, 8, 1).upTo(20).bestStep()).isEqualTo(20);
    }
}
