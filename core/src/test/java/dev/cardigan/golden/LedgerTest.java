package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden tests fail when they should. */
class LedgerTest {

    private static final Bound WITHIN_A_TENTH = (name, expected) -> 0.1;

    private static Ledger ledger() {
        TensorFile content =
                new TensorFile(
                        Map.of(
                                "final.w", TensorData.of(new float[] {1, 2}, 2),
                                "loss.D", TensorData.of(new float[] {3, Float.NaN}, 2),
                                "init.w", TensorData.of(new float[] {0}, 1)),
                        Map.of());
        GoldenFile file =
                new GoldenFile(
                        Path.of("example"), "example", new Config("example", Map.of()), content);
        return new Ledger(file, WITHIN_A_TENTH);
    }

    @Test
    void passesWhatIsWithinTheBoundAndKnowsTheWorst() {
        Ledger ledger = ledger();
        ledger.check("final.w", Tensor.of(new float[] {1, 2.05f}, 2));
        ledger.check("loss.D", 3, Double.NaN);
        ledger.settle();
        assertThat(ledger.worst()).isBetween(0.499, 0.501);
        assertThat(ledger.worstName()).isEqualTo("final.w");
    }

    @Test
    void failsForWhatIsBeyondTheBound() {
        assertFault(1, 2.11, "final.w[1]: expected 2.0");
    }

    @Test
    void failsForNaNAndInfinity() {
        assertFault(Double.NaN, 2, "final.w[0]: expected 1.0, found NaN");
        assertFault(1, Double.POSITIVE_INFINITY, "final.w[1]: expected 2.0, found Infinity");
    }

    private static void assertFault(double first, double second, String message) {
        Ledger ledger = ledger();
        ledger.check("loss.D", 3, Double.NaN);
        ledger.check("final.w", first, second);
        assertThatThrownBy(ledger::settle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 faults")
                .hasMessageContaining(message);
    }

    @Test
    void failsForAValueWhereNoneIsStored() {
        Ledger ledger = ledger();
        ledger.check("final.w", 1, 2);
        ledger.check("loss.D", 3, 3);
        assertThatThrownBy(ledger::settle).hasMessageContaining("loss.D[1]: expected NaN");
    }

    @Test
    void failsForWhatWasNeverComputedAndForOtherShapes() {
        Ledger ledger = ledger();
        ledger.check("final.w", Tensor.zeros(1, 2));
        assertThatThrownBy(ledger::settle)
                .hasMessageContaining("final.w: expected shape [2], found [1, 2]")
                .hasMessageContaining("loss.D: never computed");
    }
}
