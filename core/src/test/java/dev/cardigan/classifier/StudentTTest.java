package dev.cardigan.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    /** Tables of Student's t, and the Cauchy case in closed form. */
    @ParameterizedTest
    @CsvSource({
        "12.70620, 1, 0.05",
        "4.302653, 2, 0.05",
        "2.776445, 4, 0.05",
        "2.262157, 9, 0.05",
        "2.042272, 30, 0.05",
        "1.983972, 100, 0.05",
        "2.749996, 30, 0.01",
        "1, 1, 0.5",
        "0, 7, 1"
    })
    void isThatOfTheTables(double t, int freedom, double twoSided) {
        assertThat(StudentT.twoSided(t, freedom)).isCloseTo(twoSided, within(1e-6));
        assertThat(StudentT.quantile(twoSided, freedom)).isCloseTo(t, within(1e-4));
    }
}
