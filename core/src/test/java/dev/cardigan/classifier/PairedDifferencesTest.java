package dev.cardigan.classifier;

import static dev.cardigan.classifier.PairedDifferences.Verdict.CANNOT_TELL;
import static dev.cardigan.classifier.PairedDifferences.Verdict.DOES_NOT_HELP;
import static dev.cardigan.classifier.PairedDifferences.Verdict.HELPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedDifferencesTest {

    @Test
    void theIntervalIsThatOfTheMean() {
        // Mean 2, deviation 1, three values: 4.3027 / sqrt 3.
        PairedDifferences differences = new PairedDifferences(List.of(1.0, 2.0, 3.0));
        assertThat(differences.mean()).isEqualTo(2);
        assertThat(differences.halfWidth()).isCloseTo(2.4841, within(1e-3));
        assertThat(differences.low()).isCloseTo(-0.4841, within(1e-3));
        assertThat(differences.high()).isCloseTo(4.4841, within(1e-3));
    }

    @Test
    void whatAllValuesShareWidensTheInterval() {
        List<Double> gains = List.of(0.9, 1.0, 1.1);
        double alone = new PairedDifferences(gains).halfWidth();
        assertThat(new PairedDifferences(gains, 1).halfWidth())
                .isCloseTo(Math.hypot(alone, 1.96), within(1e-3));
        assertThat(new PairedDifferences(gains).verdict(0.5)).isEqualTo(HELPS);
        assertThat(new PairedDifferences(gains, 1).verdict(0.5)).isEqualTo(CANNOT_TELL);
    }

    @Test
    void testPicturesThatTreatmentsDisagreeOnMakeTheCommonError() {
        Answers first = new Answers(List.of(true, true, false, false));
        Answers second = new Answers(List.of(true, false, true, true));
        // Differences 0, -1, 1, 1: mean 0.25, variance 0.6875, over four pictures.
        assertThat(Answers.testError(List.of(first), List.of(second)))
                .isCloseTo(Math.sqrt(0.6875 / 4), within(1e-12));
        // Over two seeds of opposite sign nothing is left.
        assertThat(Answers.testError(List.of(first, second), List.of(second, first))).isZero();
        assertThat(first.share()).isEqualTo(0.5);
    }

    @Test
    void theVerdictFollowsFromTheInterval() {
        assertThat(new PairedDifferences(List.of(1.9, 2.0, 2.1)).verdict(0.5)).isEqualTo(HELPS);
        assertThat(new PairedDifferences(List.of(-1.9, -2.0, -2.1)).verdict(0.5))
                .isEqualTo(DOES_NOT_HELP);
        assertThat(new PairedDifferences(List.of(0.0, 0.01, -0.01)).verdict(0.5))
                .isEqualTo(DOES_NOT_HELP);
        assertThat(new PairedDifferences(List.of(1.0, 2.0, 3.0)).verdict(0.5))
                .isEqualTo(CANNOT_TELL);
        assertThat(new PairedDifferences(List.of(50.0)).verdict(0.5)).isEqualTo(CANNOT_TELL);
        assertThatThrownBy(() -> new PairedDifferences(List.of()))
                .isInstanceOf(ConfigException.class);
    }
}
