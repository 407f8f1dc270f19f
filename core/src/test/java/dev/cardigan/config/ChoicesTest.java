package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    @Test
    void presetsOfOneRecordAreToldApartByTheirValues() {
        Choices choices =
                Choices.of(
                        Example.Penalty.class,
                        Map.of(
                                "r1", new Example.R1(10, 16),
                                "r1-strong", new Example.R1(100, 1)));

        assertThat(choices.nameOf(Example.Penalty.class, new Example.R1(100, 1)))
                .isEqualTo("r1-strong");
        assertThat(choices.nameOf(Example.Penalty.class, new Example.R1(5, 5))).isEqualTo("r1");
    }

    @Test
    void candidatesMustBeRecordsOrConstantsWithDistinctNames() {
        Supplier<String> lambda = () -> "x";
        assertThatThrownBy(() -> Choices.of(Supplier.class, Map.of("x", lambda)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "choice 'x' of java.util.function.Supplier: expected a record or an enum"
                                + " constant, found ");
        assertThatThrownBy(() -> Choices.of(Example.Judge.class, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("expected some, found 0");
        assertThatThrownBy(
                        () ->
                                Choices.of(
                                        Example.Judge.class,
                                        Map.of(
                                                "least-squares", new Example.LeastSquares(),
                                                "leastSquares", new Example.LeastSquares())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("differ in case or dashes only");
    }
}
