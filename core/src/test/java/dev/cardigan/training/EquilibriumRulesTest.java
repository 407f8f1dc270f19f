package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.training.EquilibriumRules.Observation;
import dev.cardigan.training.EquilibriumRules.State;
import dev.cardigan.training.EquilibriumRules.Verdict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on games whose figures are known. */
class EquilibriumRulesTest {

    private static final EquilibriumRules RULES = EquilibriumRules.STANDARD;

    private static Verdict verdict(double accuracy, double divergence, double diversity) {
        List<Observation> looks =
                LongStream.rangeClosed(1, RULES.window())
                        .mapToObj(
                                look ->
                                        new Observation(
                                                look * RULES.every(),
                                                accuracy,
                                                divergence,
                                                diversity,
                                                0.01,
                                                1e-3))
                        .toList();
        return RULES.judge(looks);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.77, 1})
    void samplesThatAreAllAlikeAreCollapsedHoweverOftenTheDiscriminatorIsRight(double accuracy) {
        Verdict verdict = verdict(accuracy, 0.6, 0.001);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.COLLAPSED);
        assertThat(verdict.reason())
                .contains("0 % of the data's diversity", "0.60 spreads")
                .contains("right %.0f %% of the time".formatted(100 * accuracy));
    }

    /** The discriminator wins against samples that are varied: a lost game, not a collapsed one. */
    @Test
    void variedSamplesFarFromTheDataAreNotCollapsed() {
        Verdict verdict = verdict(0.77, 0.6, 0.9);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.PLAYING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.45, 0.5, 0.58})
    void evenCalmVariedSamplesNearTheDataAreAtRest(double accuracy) {
        Verdict verdict = verdict(accuracy, 0.02, 0.95);
        assertThat(verdict.state()).as(verdict.reason()).isEqualTo(State.AT_REST);
    }
}
