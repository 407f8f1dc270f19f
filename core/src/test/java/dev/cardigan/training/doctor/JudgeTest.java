package dev.cardigan.training.doctor;

import static dev.cardigan.training.doctor.Signal.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final Map<Signal, Double> WELL =
            Map.ofEntries(
                    Map.entry(ACCURACY_REAL, 0.7),
                    Map.entry(ACCURACY_FAKE, 0.7),
                    Map.entry(SIGN_REAL, 0.4),
                    Map.entry(GAP, 1.0),
                    Map.entry(GENERATOR_GRADIENT, 1.0),
                    Map.entry(GENERATOR_UPDATE, 0.003),
                    Map.entry(DISCRIMINATOR_UPDATE, 0.003),
                    Map.entry(DIVERSITY, 1.0),
                    Map.entry(NEIGHBOUR, 1.0),
                    Map.entry(COVERAGE, 0.8),
                    Map.entry(DRIFT, 0.3),
                    Map.entry(DEAD, 0.1),
                    Map.entry(OVERFIT, 0.1),
                    Map.entry(NOVELTY, 1.0));

    private final Judge judge = new Judge();
    private long step;

    private Verdict see(Object... changes) {
        Map<Signal, Double> values = new EnumMap<>(WELL);
        for (int i = 0; i < changes.length; i += 2) {
            values.put((Signal) changes[i], ((Number) changes[i + 1]).doubleValue());
        }
        step += 50;
        return judge.after(new Signals(step, values)).verdict();
    }

    private void settle() {
        for (int i = 0; i < Judge.SETTLED; i++) {
            see();
        }
    }

    @Test
    void saysNothingBeforeItHasSeenEnough() {
        for (int i = 1; i < Judge.SETTLED; i++) {
            assertThat(see(DIVERSITY, 0.01)).isEqualTo(new Verdict.TooEarly());
        }
        assertThat(see(DIVERSITY, 0.01)).isEqualTo(new Verdict.Collapse(true, OptionalInt.empty()));
    }

    @Test
    void namesADiseaseOnlyWhenItPersistsAndTakesItBackOnlyWhenItHasPassed() {
        settle();
        assertThat(see(DIVERSITY, 0.01)).isEqualTo(new Verdict.Healthy());
        assertThat(see(DIVERSITY, 0.01)).isEqualTo(new Verdict.Healthy());
        assertThat(see()).isEqualTo(new Verdict.Healthy());
        see(DIVERSITY, 0.01);
        see(DIVERSITY, 0.01);
        assertThat(see(DIVERSITY, 0.01)).isInstanceOf(Verdict.Collapse.class);
        assertThat(see()).isInstanceOf(Verdict.Collapse.class);
        assertThat(see()).isInstanceOf(Verdict.Collapse.class);
        assertThat(see()).isEqualTo(new Verdict.Healthy());
    }

    @ParameterizedTest
    @CsvSource({
        "dead units,             DEAD=1 DIVERSITY=0.001",
        "oscillation,            GENERATOR_UPDATE=0.3",
        "vanishing gradient,     GENERATOR_GRADIENT=0 DEAD=1",
        "full collapse,          DIVERSITY=0.02",
        "partial collapse,       MODES=2 ALL_MODES=8",
        "partial collapse,       NEIGHBOUR=0.05 COVERAGE=0.1",
        "wrong labels,           CLASS_MATCH=0 CLASS_SPREAD=1",
        "memorising,             OVERFIT=0.9 SIGN_REAL=0.95",
        "memorising,             NOVELTY=0.3",
        "discriminator won,      ACCURACY_REAL=1 ACCURACY_FAKE=1 COVERAGE=0 GAP=20",
        "generator won,          ACCURACY_FAKE=0.05 COVERAGE=0.1",
        "at equilibrium,         ACCURACY_REAL=0.5 ACCURACY_FAKE=0.5 DRIFT=0.05",
        "healthy,                MODES=8 ALL_MODES=8",
        "healthy,                NOVELTY=0.3 MODES=8 ALL_MODES=8"
    })
    void callsEachByItsName(String title, String changes) {
        settle();
        List<Object> pairs = new ArrayList<>();
        for (String change : changes.split(" ")) {
            String[] parts = change.split("=");
            pairs.add(Signal.valueOf(parts[0]));
            pairs.add(Double.valueOf(parts[1]));
        }
        Verdict last = new Verdict.TooEarly();
        for (int i = 0; i < Judge.LONG_PERSISTENCE; i++) {
            last = see(pairs.toArray());
        }
        assertThat(last.title()).isEqualTo(title);
        assertThat(last.action().isEmpty()).isEqualTo(!last.isAlarm());
        assertThat(last.sentence()).isNotBlank();
    }

    @Test
    void blamesThePlayerThatTakesTheLargerSteps() {
        see(DISCRIMINATOR_UPDATE, 0.2);
        see(DISCRIMINATOR_UPDATE, 0.2);
        assertThat(see(DISCRIMINATOR_UPDATE, 0.2))
                .isEqualTo(new Verdict.Oscillation("discriminator"));
        assertThat(judge.last().evidence()).containsEntry(DISCRIMINATOR_UPDATE, 0.2);
        assertThat(judge.last().line()).contains("step 150", "20.0 % of its weights", "To do:");
    }

    @Test
    void goesOnAsIfItHadNeverBeenSaved() {
        settle();
        for (int i = 0; i < 12; i++) {
            see(DIVERSITY, i % 2 == 0 ? 0.01 : 1.0, COVERAGE, 0.3);
        }
        see(DIVERSITY, 0.01);
        see(DIVERSITY, 0.01);
        see(DIVERSITY, 0.01);
        for (int i = 0; i < 2 * Judge.MEMORY; i++) { // an alarm older than what is remembered
            see(DIVERSITY, i % 3 == 0 ? 0.01 : 1.0);
        }
        Judge again = Judge.restoredFrom(judge.recent(), judge.examinations(), judge.held());
        assertThat(again.last()).isEqualTo(judge.last());
        assertThat(again.last().verdict()).isInstanceOf(Verdict.Collapse.class);
        for (int i = 0; i < 5; i++) {
            Signals next = new Signals(step + i, Map.of(DIVERSITY, 1.0));
            assertThat(again.after(next)).isEqualTo(judge.after(next));
        }
    }

    @Test
    void signalsSurviveTheMetricsFile() {
        Signals signals = new Signals(7, WELL);
        assertThat(Signals.ofMeasured(7, signals.asMeasured())).isEqualTo(signals);
        assertThat(new Signals(1, Map.of(GAP, Double.NaN)).values()).isEmpty();
    }
}
